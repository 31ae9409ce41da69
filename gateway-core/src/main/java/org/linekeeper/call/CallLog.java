package org.linekeeper.call;

import java.time.Instant;
import java.util.Optional;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;

/** Gathers the record of one call. Owner loop only. */
final class CallLog {
    private final String callId;
    private final CallFacts facts;
    private final String inboundCallId;
    private final String source;
    private final Instant startedAt;
    private Optional<Instant> ringingAt = Optional.empty();
    private Optional<Instant> answeredAt = Optional.empty();
    private Optional<Outbound> outbound = Optional.empty();

    /** What went out. */
    record Outbound(String callId, String target, String caller, String callee) {}

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

    Instant startedAt() {
        return startedAt;
    }

    void ringing(Instant at) {
        ringingAt = Optional.of(at);
    }

    void answered(Instant at) {
        answeredAt = Optional.of(at);
    }

    void sent(Outbound what) {
        outbound = Optional.of(what);
    }

    CallRecord ended(Instant at, CallOutcome outcome) {
        return new CallRecord(
                callId,
                facts.direction(),
                facts.enterpriseId(),
                facts.directRouteId(),
                facts.pbxId(),
                facts.lineId(),
                facts.caller(),
                facts.callee(),
                outbound.map(Outbound::caller),
                outbound.map(Outbound::callee),
                inboundCallId,
                outbound.map(Outbound::callId),
                source,
                outbound.map(Outbound::target),
                startedAt,
                ringingAt,
                answeredAt,
                at,
                outcome);
    }
}
