package org.linekeeper.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.linekeeper.event.CallDirection;

/** What the port shows of calls in progress. Asked on the event loop of the port: must not block, but may answer later. */
public interface CallsView {
    /**
     * The calls in progress, by id.
     *
     * @param after the last id of the page before, or the empty string
     * @param limit how many at most
     */
    CompletionStage<List<CallInProgress>> list(String after, int limit);

    /** A call in progress. */
    CompletionStage<Optional<CallInProgress>> call(String callId);

    /** How far a call is. */
    enum CallState {
        TRYING,
        RINGING,
        ANSWERED,
        ENDING
    }

    /**
     * A call in progress.
     *
     * @param callId the gateway's own id of the call
     * @param direction which way
     * @param state how far it is
     * @param enterpriseId whose call
     * @param pbxId over which PBX
     * @param lineId which line
     * @param caller user part of the caller's identity as received
     * @param callee user part of the dialled identity as received
     * @param startedAt when the INVITE came
     * @param answeredAt when it was answered
     */
    record CallInProgress(
            String callId,
            CallDirection direction,
            CallState state,
            Optional<String> enterpriseId,
            Optional<String> pbxId,
            Optional<String> lineId,
            String caller,
            String callee,
            Instant startedAt,
            Optional<Instant> answeredAt) {}
}
