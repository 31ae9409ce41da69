package org.linekeeper.call;

import java.util.function.Consumer;
import org.linekeeper.call.machine.CallMachine;
import org.linekeeper.call.machine.CallStep;
import org.linekeeper.call.machine.Hunt;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.RefusalPolicy;
import org.linekeeper.call.machine.SessionTerms;
import org.linekeeper.event.CallDirection;
import org.linekeeper.sip.loop.Loop;

/**
 * A call begins with a REFER: its caller is on another call of ours.
 *
 * @param tools what legs work with
 * @param from the call of the transferor
 * @param admission where the target is to be reached
 * @param outboundCallId Call-ID of the callee leg
 */
record ReferredCall(CallTools tools, From from, Admission.Bridged admission, String outboundCallId)
        implements Beginning {
    /**
     * The call of the transferor.
     *
     * @param leg its leg that leads to here
     * @param loop the loop of both
     * @param sipCallId Call-ID of its leg that came in
     * @param source where its INVITE came from
     */
    record From(CrossLeg leg, Loop loop, String sipCallId, String source) {}

    @Override
    public Leg caller(Consumer<LegSignal> call) {
        CrossLeg back = new CrossLeg(from.loop(), (leg, event) -> call.accept(new LegSignal.Crossed(event)));
        back.connect(from.leg());
        return back;
    }

    @Override
    public Leg callee(Consumer<LegSignal> call) {
        return new CalleeLeg(tools, from.loop(), admission.invite(), outboundCallId, call);
    }

    /** Whoever asked for the transfer is on the side that failed it. */
    @Override
    public RefusalPolicy refusals(CallDirection direction) {
        return FailureCodes.towardsTransferor();
    }

    @Override
    public CallStep first(CallMachine machine) {
        return machine.startAcross(new CallMachine.Invitation(
                Hunt.through(admission.destinations()),
                admission.invite().body(),
                admission.invite().body(),
                SessionTerms.NONE));
    }

    @Override
    public String sipCallId() {
        return from.sipCallId();
    }

    @Override
    public String source() {
        return from.source();
    }
}
