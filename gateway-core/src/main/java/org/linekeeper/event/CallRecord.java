package org.linekeeper.event;

import java.time.Instant;
import java.util.Optional;

/**
 * The call detail record.
 *
 * @param callId the gateway's own id of the call
 * @param direction which way
 * @param resellerId who serves the enterprise, empty when nobody does or refused before that was known
 * @param enterpriseId whose call, empty when refused before that was known; so for the next three
 * @param directRouteId over which direct route
 * @param pbxId over which PBX
 * @param lineId which line
 * @param caller user part of the caller's identity as received
 * @param callee user part of the dialled identity as received
 * @param callerSent the caller as sent on, empty when nothing was sent
 * @param calleeSent the callee as sent on, empty when nothing was sent
 * @param inboundSipCallId Call-ID of the leg that came in
 * @param outboundSipCallId Call-ID of the leg that went out
 * @param source address and port the INVITE came from
 * @param target where the outbound INVITE went
 * @param startedAt when the INVITE came
 * @param ringingAt first 18x of the outbound leg
 * @param answeredAt when it was answered
 * @param endedAt when it ended
 * @param media what was agreed on, of an answered call
 * @param outcome how it ended
 * @param transferredTo the call that took over one of its parties, or was to do so
 * @param transferredFrom the call that one of its parties came from
 * @param reason what whoever ended it said in Reason headers (RFC 3326), as it came
 */
public record CallRecord(
        String callId,
        CallDirection direction,
        Optional<String> resellerId,
        Optional<String> enterpriseId,
        Optional<String> directRouteId,
        Optional<String> pbxId,
        Optional<String> lineId,
        String caller,
        String callee,
        Optional<String> callerSent,
        Optional<String> calleeSent,
        String inboundSipCallId,
        Optional<String> outboundSipCallId,
        String source,
        Optional<String> target,
        Instant startedAt,
        Optional<Instant> ringingAt,
        Optional<Instant> answeredAt,
        Instant endedAt,
        Optional<CallMedia> media,
        CallOutcome outcome,
        Optional<CallTransfer> transferredTo,
        Optional<CallTransfer> transferredFrom,
        Optional<String> reason) {}
