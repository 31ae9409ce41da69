package org.linekeeper.call;

import java.time.Instant;
import java.util.Optional;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallMedia;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallTransfer;

/**
 * A call as it stands; what its record will say, as far as it is known.
 *
 * @param callId the gateway's own id of the call
 * @param state how far it is
 * @param parties whose call, and who is on it
 * @param inboundSipCallId Call-ID of the leg that came in
 * @param source address and port the INVITE came from
 * @param outbound what went out; empty before
 * @param startedAt when its INVITE came
 * @param ringingAt first 18x of the outbound leg
 * @param answeredAt when it was answered
 * @param media what was agreed on
 * @param ended how it ended, while its record is being written
 * @param transferredTo the call that took over one of its parties, or was to do so
 * @param transferredFrom the call that one of its parties came from
 */
public record CallView(
        String callId,
        CallPhase state,
        Parties parties,
        String inboundSipCallId,
        String source,
        Optional<Outbound> outbound,
        Instant startedAt,
        Optional<Instant> ringingAt,
        Optional<Instant> answeredAt,
        Optional<CallMedia> media,
        Optional<Ended> ended,
        Optional<CallTransfer> transferredTo,
        Optional<CallTransfer> transferredFrom) {
    /**
     * Whose call, and who is on it.
     *
     * @param direction which way
     * @param resellerId who serves the enterprise; empty when nobody does
     * @param enterpriseId whose call
     * @param directRouteId over which direct route
     * @param pbxId over which PBX
     * @param lineId which line
     * @param caller user part of the caller's identity as received
     * @param callee user part of the dialled identity as received
     */
    public record Parties(
            CallDirection direction,
            String resellerId,
            String enterpriseId,
            String directRouteId,
            String pbxId,
            String lineId,
            String caller,
            String callee) {}

    /**
     * The last INVITE that went out.
     *
     * @param sipCallId its Call-ID
     * @param target where it went
     * @param caller the caller as sent on
     * @param callee the callee as sent on
     */
    public record Outbound(String sipCallId, String target, String caller, String callee) {}

    /**
     * The end of it.
     *
     * @param at when
     * @param outcome how
     * @param reason what whoever ended it said in Reason headers (RFC 3326), as it came
     */
    public record Ended(Instant at, CallOutcome outcome, Optional<String> reason) {}
}
