package org.linekeeper.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.call.machine.sdp.AudioStream;
import org.linekeeper.event.CallMedia;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallOutcome.Stage;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallTransfer;

/** Gathers the record of one call. Written by the owner loop, read by any thread. */
final class CallLog {
    /** Characters of Reason headers that are kept; more is not said in good faith. */
    private static final int LONGEST_REASON = 512;

    private final String callId;
    private final CallFacts facts;
    private final String inboundCallId;
    private final String source;
    private final Instant startedAt;
    private volatile Optional<CallTransfer> transferredTo = Optional.empty();
    private volatile Optional<CallTransfer> transferredFrom = Optional.empty();
    private volatile Optional<Instant> ringingAt = Optional.empty();
    private volatile Optional<Instant> answeredAt = Optional.empty();
    private volatile Optional<Body> answer = Optional.empty();
    private volatile Optional<CallView.Outbound> outbound = Optional.empty();
    private volatile Optional<CallView.Ended> ended = Optional.empty();

    CallLog(String callId, CallFacts facts, InboundInvite invite, Instant startedAt) {
        this(callId, facts, SipMessages.callId(invite.request()), invite.from(), startedAt);
    }

    CallLog(String callId, CallFacts facts, String inboundCallId, String source, Instant startedAt) {
        this.callId = callId;
        this.facts = facts;
        this.inboundCallId = inboundCallId;
        this.source = source;
        this.startedAt = startedAt;
    }

    void transferring(CallTransfer to) {
        transferredTo = Optional.of(to);
    }

    void transferEnded(int sipCode) {
        transferredTo = transferredTo.map(to -> to.ended(sipCode));
    }

    Optional<CallTransfer> transferredTo() {
        return transferredTo;
    }

    void transferredFrom(CallTransfer from) {
        transferredFrom = Optional.of(from);
    }

    /** Nobody came from that call after all. */
    void notTransferredFrom(String otherCallId) {
        transferredFrom = transferredFrom.filter(from -> !from.callId().equals(Optional.of(otherCallId)));
    }

    Instant startedAt() {
        return startedAt;
    }

    String inboundCallId() {
        return inboundCallId;
    }

    String source() {
        return source;
    }

    void ringing(Instant at) {
        ringingAt = Optional.of(at);
    }

    /**
     * @param description what the callee answered; read when somebody asks
     */
    void answered(Instant at, Optional<Body> description) {
        answer = description;
        answeredAt = Optional.of(at);
    }

    void sent(CallView.Outbound what) {
        outbound = Optional.of(what);
    }

    /** The callee as sent on; as received when nothing was sent. */
    String dialled() {
        return outbound.map(CallView.Outbound::callee).orElse(facts.callee());
    }

    /** How far the call is. */
    Stage stage() {
        if (answeredAt.isPresent()) {
            return Stage.ANSWERED;
        }
        return ringingAt.isPresent() ? Stage.RINGING : Stage.SETUP;
    }

    CallView view(CallPhase phase) {
        return new CallView(
                callId,
                phase,
                new CallView.Parties(
                        facts.direction(),
                        facts.resellerId().orElse(""),
                        facts.enterpriseId().orElse(""),
                        facts.directRouteId().orElse(""),
                        facts.pbxId().orElse(""),
                        facts.lineId().orElse(""),
                        facts.caller(),
                        facts.callee()),
                inboundCallId,
                source,
                outbound,
                startedAt,
                ringingAt,
                answeredAt,
                media(),
                ended,
                transferredTo,
                transferredFrom);
    }

    CallRecord ended(Instant at, CallOutcome how) {
        return ended(at, how, List.of());
    }

    /** @param reasons values of Reason headers of whoever ended it */
    CallRecord ended(Instant at, CallOutcome how, List<String> reasons) {
        Optional<String> reason = reason(reasons);
        ended = Optional.of(new CallView.Ended(at, how, reason));
        return new CallRecord(
                callId,
                facts.direction(),
                facts.resellerId(),
                facts.enterpriseId(),
                facts.directRouteId(),
                facts.pbxId(),
                facts.lineId(),
                facts.caller(),
                facts.callee(),
                outbound.map(CallView.Outbound::caller),
                outbound.map(CallView.Outbound::callee),
                inboundCallId,
                outbound.map(CallView.Outbound::sipCallId),
                source,
                outbound.map(CallView.Outbound::target),
                startedAt,
                ringingAt,
                answeredAt,
                at,
                media(),
                how,
                transferredTo,
                transferredFrom,
                reason);
    }

    private static Optional<String> reason(List<String> reasons) {
        String all = String.join(", ", reasons);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.substring(0, Math.min(LONGEST_REASON, all.length())));
    }

    private Optional<CallMedia> media() {
        return answer.flatMap(body -> AudioStream.read(body.content()))
                .map(stream -> new CallMedia(stream.codecs(), stream.protocol(), CallMedia.Path.DIRECT));
    }
}
