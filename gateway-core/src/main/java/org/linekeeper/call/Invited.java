package org.linekeeper.call;

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
 * A call begins with an INVITE.
 *
 * @param tools what legs work with
 * @param loop the loop of the call
 * @param arrival the INVITE
 * @param contact writes our Contact towards the caller
 * @param admission what is to become of it
 * @param outboundCallId Call-ID of the callee leg
 */
record Invited(
        CallTools tools,
        Loop loop,
        CallerLeg.Arrival arrival,
        Supplier<ContactHeader> contact,
        Admission.Bridged admission,
        String outboundCallId)
        implements Beginning {
    @Override
    public Leg caller(Consumer<LegSignal> call) {
        return new CallerLeg(tools, loop, arrival, contact, call);
    }

    @Override
    public Leg callee(Consumer<LegSignal> call) {
        return new CalleeLeg(tools, loop, admission.invite(), outboundCallId, call);
    }

    @Override
    public CallStep first(CallMachine machine) {
        Request invite = arrival.invite().request();
        return machine.start(new CallMachine.Invitation(
                Hunt.through(admission.destinations()),
                SipMessages.body(invite),
                admission.invite().body(),
                SessionHeaders.terms(invite)));
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
