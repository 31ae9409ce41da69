package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import org.linekeeper.call.machine.CallMachine;
import org.linekeeper.call.machine.CallStep;
import org.linekeeper.call.machine.Hunt;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.sip.loop.Loop;

/**
 * A call begins with an INVITE with Replaces (RFC 3891): its caller wants a seat of another call of ours.
 *
 * @param tools what legs work with
 * @param loop the loop of this call
 * @param arrival the INVITE
 * @param contact writes our Contact towards the caller
 * @param seat what it wants
 */
record ReplacingCall(CallTools tools, Loop loop, CallerLeg.Arrival arrival, Supplier<ContactHeader> contact, Seat seat)
        implements Beginning {
    @Override
    public Leg caller(Consumer<LegSignal> call) {
        return new CallerLeg(tools, loop, arrival, contact, call);
    }

    @Override
    public Leg callee(Consumer<LegSignal> call) {
        CrossLeg mine = new CrossLeg(loop, (leg, event) -> call.accept(new LegSignal.Crossed(event)));
        seat.ask(mine, SipMessages.body(arrival.invite().request()));
        return mine;
    }

    @Override
    public CallStep first(CallMachine machine) {
        Request invite = arrival.invite().request();
        return machine.startReplacing(new CallMachine.Invitation(
                Hunt.through(List.of()), SipMessages.body(invite), Optional.empty(), SessionHeaders.terms(invite)));
    }

    @Override
    public String sipCallId() {
        return SipMessages.callId(arrival.invite().request());
    }

    @Override
    public String source() {
        return arrival.invite().from();
    }
}
