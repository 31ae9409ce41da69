package org.linekeeper.simulator;

import java.util.Optional;
import org.linekeeper.simulator.sip.Dialog;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.Timers;

/** A call that a simulator receives, treated as its plan says. */
final class ReceivedCall extends CallLeg {
    private final ServerTransaction transaction;
    private final CallPlan plan;
    private final String tag;
    private Optional<Timers.Handle> next = Optional.empty();
    private boolean confirmed;
    private boolean hangUpWanted;

    ReceivedCall(
            Endpoint endpoint,
            Persona persona,
            SimulatedCall call,
            ServerTransaction transaction,
            CallPlan plan,
            String tag) {
        super(endpoint, persona, call);
        this.transaction = transaction;
        this.plan = plan;
        this.tag = tag;
    }

    void start() {
        SipRequest invite = transaction.request();
        call.remoteSdp(invite.body());
        transaction.respond(invite.answer(100, "Trying"));
        step(0);
    }

    @Override
    String user() {
        return call.to();
    }

    private void step(int index) {
        if (index >= plan.steps().size()) {
            return;
        }
        CallPlan.Step step = plan.steps().get(index);
        next = Optional.of(endpoint.timers().after(step.after(), () -> {
            respond(step);
            step(index + 1);
        }));
    }

    private void respond(CallPlan.Step step) {
        SipRequest invite = transaction.request();
        String ownTag = tag + step.fork();
        SipResponse response =
                invite.answer(step.status(), step.reason()).withToTag(ownTag).withHeadersOf(persona.responseHeaders());
        if (step.status() < 300) {
            response = response.with("Contact", "<" + persona.contact(user()) + ">");
            for (String recorded : invite.headers().lines("Record-Route")) {
                response = response.with("Record-Route", recorded);
            }
            if (persona.recordRoute().isPresent()) {
                response = response.with("Record-Route", persona.recordRoute().get());
            }
        }
        if (step.sdp()) {
            response = response.withSdp(describe(persona.answer(invite.body())));
        }
        call.status(step.status());
        if (response.success()) {
            answer(response);
        }
        transaction.respond(response);
        if (step.status() >= 300) {
            call.over(SimulatedCall.End.REFUSED);
        }
    }

    private void answer(SipResponse response) {
        try {
            established(
                    Dialog.ofCalled(
                            transaction.request(),
                            response.headers().first("To").orElseThrow()),
                    transaction.flow());
        } catch (SipFormatException e) {
            endpoint.violations().add("malformed", String.valueOf(e.getMessage()), transaction.request());
        }
    }

    @Override
    void acknowledged(SipRequest ack) {
        if (confirmed) {
            reInviteAcknowledged();
            return;
        }
        confirmed = true;
        check(ack);
        transaction.acknowledged();
        call.answered().complete(call);
        if (hangUpWanted) {
            bye();
        } else {
            plan.hangUpAfter().ifPresent(talk -> endpoint.timers().after(talk, this::bye));
        }
    }

    /** The CANCEL of this call came; it has been answered itself. */
    void cancelled() {
        if (transaction.answered()) {
            return;
        }
        next.ifPresent(Timers.Handle::cancel);
        call.status(487);
        transaction.respond(transaction
                .request()
                .answer(487, "Request Terminated")
                .withToTag(tag + "0")
                .withHeadersOf(persona.responseHeaders()));
        call.over(SimulatedCall.End.CANCELLED);
    }

    @Override
    void hangUp() {
        hangUpWanted = true;
        if (confirmed) {
            bye();
        }
    }

    @Override
    void cancel() {
        // A called party does not cancel; it refuses by its plan.
    }
}
