package org.linekeeper.admin;

import java.time.Instant;
import java.util.List;
import org.linekeeper.event.CallDirection;

/** What the port shows of calls. Asked on any thread; must not block. */
@FunctionalInterface
public interface CallsView {
    /** The calls in progress, in no order. */
    List<CallInProgress> inProgress();

    /** How far a call is. */
    enum CallState {
        SETUP,
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
     * @param lineId whose call
     * @param caller user part of the caller's identity as received
     * @param callee user part of the dialled identity as received
     * @param startedAt when its INVITE came
     */
    record CallInProgress(
            String callId,
            CallDirection direction,
            CallState state,
            String lineId,
            String caller,
            String callee,
            Instant startedAt) {}
}
