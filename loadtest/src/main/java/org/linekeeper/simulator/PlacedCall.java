package org.linekeeper.simulator;

import java.util.Optional;
import org.linekeeper.simulator.sip.Dialog;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.ResponseListener;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;

/** A call that a simulator makes. */
final class PlacedCall extends CallLeg implements ResponseListener {
    private final SipRequest invite;
    private final Hop hop;
    private final String user;
    private boolean provisional;
    private boolean cancelWanted;
    private boolean cancelSent;
    private boolean hangUpWanted;

    /** The INVITE is whole, with its Via. */
    PlacedCall(Endpoint endpoint, Persona persona, SimulatedCall call, SipRequest invite, Hop hop, String user) {
        super(endpoint, persona, call);
        this.invite = invite;
        this.hop = hop;
        this.user = user;
        describe(invite.body());
    }

    void start() {
        endpoint.send(invite, hop, false, this);
    }

    @Override
    String user() {
        return user;
    }

    @Override
    public void response(SipResponse response, Flow flow) {
        call.status(response.status());
        if (response.provisional()) {
            provisional = true;
            cancelIfWanted();
        } else if (response.success()) {
            answered(response, flow);
        } else {
            call.over(cancelSent ? SimulatedCall.End.CANCELLED : SimulatedCall.End.REFUSED);
        }
    }

    private void answered(SipResponse response, Flow flow) {
        boolean first = dialog.isEmpty();
        try {
            if (first) {
                checkAnswer(response);
                established(
                        Dialog.ofCaller(invite, response, persona.recordRoute().orElse("")), flow);
            }
        } catch (SipFormatException e) {
            endpoint.violations().add("malformed", String.valueOf(e.getMessage()), response);
            call.over(SimulatedCall.End.FAILED);
            return;
        }
        acknowledge(invite.cseq().number());
        if (first) {
            call.remoteSdp(response.body());
            call.answered().complete(call);
            if (hangUpWanted || cancelWanted) {
                bye();
            }
        }
    }

    private void checkAnswer(SipResponse response) {
        Optional<String> ours = persona.recordRoute();
        // RFC 3261 section 12.1.1: "the UAS MUST copy all Record-Route header field values from the request into the
        // response".
        if (ours.isPresent() && !response.headers().values("Record-Route").contains(ours.get())) {
            endpoint.violations().add("record-route", "not copied into the answer", response);
        }
        if (response.body().isEmpty()) {
            endpoint.violations().add("sdp-missing", "an answer without SDP", response);
        }
    }

    @Override
    public void failed(String why) {
        endpoint.violations().add("no-answer", why, invite);
        call.over(SimulatedCall.End.FAILED);
    }

    @Override
    void acknowledged(SipRequest ack) {
        reInviteAcknowledged();
    }

    @Override
    void hangUp() {
        hangUpWanted = true;
        if (dialog.isPresent()) {
            bye();
        }
    }

    @Override
    void cancel() {
        cancelWanted = true;
        cancelIfWanted();
    }

    /** RFC 3261 section 9.1: "If no provisional response has been received, the CANCEL request MUST NOT be sent". */
    private void cancelIfWanted() {
        if (!cancelWanted || cancelSent || !provisional || dialog.isPresent() || over()) {
            return;
        }
        cancelSent = true;
        SipHeaders headers = SipHeaders.EMPTY
                .with("Via", invite.headers().values("Via").get(0))
                .with("Max-Forwards", "70")
                .with("From", invite.headers().first("From").orElseThrow())
                .with("To", invite.headers().first("To").orElseThrow())
                .with("Call-ID", invite.callId())
                .with("CSeq", invite.cseq().number() + " CANCEL");
        for (String route : invite.headers().lines("Route")) {
            headers = headers.with("Route", route);
        }
        endpoint.send(new SipRequest("CANCEL", invite.uri(), headers, ""), hop, false, new CancelListener());
    }

    private final class CancelListener implements ResponseListener {
        @Override
        public void response(SipResponse response, Flow flow) {
            if (!response.success() && !response.provisional()) {
                endpoint.violations().add("cancel-refused", "answer to our CANCEL", response);
            }
        }

        @Override
        public void failed(String why) {
            endpoint.violations().add("cancel-unanswered", why, invite);
        }
    }
}
