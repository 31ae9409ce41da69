package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import org.linekeeper.call.machine.CallNote;
import org.linekeeper.call.machine.LegEvent;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.Refer;
import org.linekeeper.call.machine.Refusal;
import org.linekeeper.call.machine.Side;
import org.linekeeper.event.CallOutcome.Party;
import org.linekeeper.event.CallTransfer;
import org.linekeeper.event.CallTransfer.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes transfers: the target gets a call of its own, which is joined to that of the transferor. So each has its place among the
 * limits, and its record. Runs on the loop of the transferor's call.
 */
final class Transfers {
    private static final Logger log = LoggerFactory.getLogger(Transfers.class);

    private final CallTools tools;
    private final ReferTargets targets;
    private final Entrance entrance;
    private final Switchboard switchboard;
    private final PassedTransfers passed;

    Transfers(
            CallTools tools, ReferTargets targets, Entrance entrance, Switchboard switchboard, PassedTransfers passed) {
        this.passed = passed;
        this.tools = tools;
        this.targets = targets;
        this.entrance = entrance;
        this.switchboard = switchboard;
    }

    /** The status with which a REFER is refused; empty when it may be executed. */
    Optional<Integer> refusal(Call call, Side by, Refer refer) {
        return targets.of(call, by, refer, Optional.empty()) instanceof ReferTargets.Plan.Refused refused
                ? Optional.of(refused.status())
                : Optional.empty();
    }

    /** The REFER with what the settings of the PBX make of it. */
    Refer routed(Call call, Side by, Refer refer) {
        return passed.passage(call, by, refer).map(refer::passing).orElse(refer);
    }

    /** What the PBX executes, and what it does not. */
    PassedTransfers passed() {
        return passed;
    }

    /** Calls the target; how that goes reaches the call over its third leg. */
    void place(Call call, CallNote.Referred referred) {
        CrossLeg mine = new CrossLeg(call.loop(), call::crossed);
        call.join(mine);
        ReferTargets.Plan plan = targets.of(call, referred.by(), referred.refer(), referred.offer());
        if (plan instanceof ReferTargets.Plan.Refused refused) {
            // The model has changed since the REFER came.
            fail(call, mine, Refusal.of(refused.status(), "Not Possible"));
        } else if (plan instanceof ReferTargets.Plan.Joined joined) {
            join(call, mine, joined.seat(), referred);
        } else if (plan instanceof ReferTargets.Plan.Outward outward) {
            dial(call, mine, outward.admission(), Call.party(referred.by()));
        }
    }

    private void dial(Call call, CrossLeg mine, Admission.Bridged admission, Party transferor) {
        Entrance.Outcome asked = entrance.enter(admission.demand());
        if (!(asked instanceof Entrance.Outcome.Entered entered)) {
            Refusals full = ((Entrance.Outcome.Full) asked).refusal();
            fail(call, mine, full.of(admission.facts(), full.retryAfter()).refusal());
            return;
        }
        ReferredCall.From from = new ReferredCall.From(mine, call.loop(), call.inboundCallId(), call.source());
        try {
            Call target = switchboard.open(
                    call.loop(),
                    admission,
                    entered.pass(),
                    this,
                    names -> new ReferredCall(tools, from, admission, names.outboundCallId()));
            call.record().transferring(new CallTransfer(target.id(), Kind.BLIND, transferor, Optional.empty()));
            target.record().transferredFrom(new CallTransfer(call.id(), Kind.BLIND, transferor, Optional.empty()));
        } catch (RuntimeException e) {
            log.error("Call {}: the target of its transfer was not called", call.id(), e);
            fail(call, mine, Refusal.of(500, "Server Internal Error"));
        }
    }

    private static void join(Call call, CrossLeg mine, Seat seat, CallNote.Referred referred) {
        Party transferor = Call.party(referred.by());
        CallTransfer from = new CallTransfer(call.id(), Kind.ATTENDED, transferor, Optional.empty());
        call.record().transferring(new CallTransfer(seat.call().id(), Kind.ATTENDED, transferor, Optional.empty()));
        seat.linked(record -> record.transferredFrom(from)).ask(mine, referred.offer());
    }

    private static void fail(Call call, CrossLeg mine, Refusal refusal) {
        LegFailure failure = new LegFailure(
                LegFailure.Kind.REJECTED, refusal.status(), refusal.phrase(), Optional.empty(), List.of());
        call.loop().execute(() -> call.crossed(mine, new LegEvent.Failed(failure)));
    }
}
