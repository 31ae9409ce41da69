package org.linekeeper.simulator;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.linekeeper.simulator.sip.Dialog;
import org.linekeeper.simulator.sip.Endpoint;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.Hop;
import org.linekeeper.simulator.sip.Protocol;
import org.linekeeper.simulator.sip.ResponseListener;
import org.linekeeper.simulator.sip.ServerTransaction;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;

/** What a placed and a received call have in common once there is a dialog. On the loop. */
abstract class CallLeg {
    final Endpoint endpoint;
    final Persona persona;
    final SimulatedCall call;
    Optional<Dialog> dialog = Optional.empty();
    private Optional<Flow> flow = Optional.empty();
    private Optional<ServerTransaction> reInvite = Optional.empty();
    private long sequence = 1;
    private boolean byeSent;
    private String local = "";

    CallLeg(Endpoint endpoint, Persona persona, SimulatedCall call) {
        this.endpoint = endpoint;
        this.persona = persona;
        this.call = call;
        call.controls(() -> endpoint.timers().run(this::hangUp), () -> endpoint.timers()
                .run(this::cancel));
        call.reInvites(this::reInviteSoon);
    }

    abstract void hangUp();

    abstract void cancel();

    /** An ACK whose To tag is ours. */
    abstract void acknowledged(SipRequest ack);

    void established(Dialog made, Flow over) {
        dialog = Optional.of(made);
        flow = Optional.of(over);
    }

    /** What we have told the peer about our media; the first time as it is, later as the next of the same session. */
    String describe(String sdp) {
        local = local.isEmpty() ? sdp : Sdp.following(local, sdp);
        return local;
    }

    boolean over() {
        return call.ended().isDone();
    }

    /** A request with a To tag that is neither ACK nor CANCEL. */
    void request(ServerTransaction transaction) {
        SipRequest request = transaction.request();
        if (!belongs(request)) {
            transaction.respond(request.answer(481, "Call/Transaction Does Not Exist"));
            return;
        }
        check(request);
        switch (request.method()) {
            case "BYE" -> {
                transaction.respond(request.answer(200, "OK").withHeadersOf(persona.responseHeaders()));
                call.over(SimulatedCall.End.HUNG_UP_BY_PEER);
            }
            case "INVITE" -> reInvite(transaction);
            case "OPTIONS", "INFO", "NOTIFY", "UPDATE" ->
                transaction.respond(request.answer(200, "OK").withHeadersOf(persona.responseHeaders()));
            default -> transaction.respond(request.answer(501, "Not Implemented"));
        }
    }

    private void reInvite(ServerTransaction transaction) {
        SipRequest request = transaction.request();
        reInvite = Optional.of(transaction);
        if (!request.body().isEmpty()) {
            call.remoteSdp(request.body());
        }
        String sdp = describe(request.body().isEmpty() ? persona.offer() : persona.answer(request.body()));
        transaction.respond(request.answer(200, "OK")
                .with("Contact", "<" + persona.contact(user()) + ">")
                .withHeadersOf(persona.responseHeaders())
                .withSdp(sdp));
    }

    void reInviteAcknowledged() {
        reInvite.ifPresent(ServerTransaction::acknowledged);
    }

    private boolean belongs(SipRequest request) {
        return dialog.isPresent()
                && tag(dialog.get().local()).equals(request.tag("To"))
                && tag(dialog.get().remote()).equals(request.tag("From"));
    }

    /** RFC 3261 section 12.2.1.1: the Request-URI is our Contact, the Route is what we recorded. */
    void check(SipRequest request) {
        if (!request.uri().equals(persona.contact(user()))) {
            endpoint.violations().add("dialog-target", "not our Contact " + persona.contact(user()), request);
        }
        List<String> expected = persona.recordRoute().map(List::of).orElse(List.of());
        if (!request.headers().values("Route").equals(expected)) {
            endpoint.violations()
                    .add("dialog-route", "Route " + request.headers().values("Route"), request);
        }
    }

    /** The user part of our Contact in this call. */
    abstract String user();

    static String tag(String value) {
        return new SipResponse(200, "", SipHeaders.EMPTY.with("To", value), "").tag("To");
    }

    void acknowledge(long inviteSequence) {
        sendAlone(dialog.orElseThrow(), "ACK", inviteSequence);
        sequence = Math.max(sequence, inviteSequence);
    }

    void bye() {
        if (byeSent || over()) {
            return;
        }
        byeSent = true;
        Dialog known = dialog.orElseThrow();
        try {
            Hop hop = hop(known);
            SipRequest bye = whole(known, "BYE", ++sequence, hop.protocol()).withHeadersOf(persona.requestHeaders());
            endpoint.send(bye, hop, persona.freshConnections(), new ByeListener());
        } catch (SipFormatException e) {
            broken(e, known);
        }
    }

    private CompletableFuture<SipResponse> reInviteSoon(Optional<String> direction) {
        CompletableFuture<SipResponse> answered = new CompletableFuture<>();
        endpoint.timers().run(() -> sendReInvite(direction, answered));
        return answered;
    }

    private void sendReInvite(Optional<String> direction, CompletableFuture<SipResponse> answered) {
        Dialog known = dialog.orElseThrow();
        try {
            Hop hop = hop(known);
            SipRequest bare = whole(known, "INVITE", ++sequence, hop.protocol())
                    .with("Contact", "<" + persona.contact(user()) + ">")
                    .withHeadersOf(persona.requestHeaders());
            SipRequest request = direction.isEmpty()
                    ? bare
                    : new SipRequest(
                            bare.method(),
                            bare.uri(),
                            bare.headers().with("Content-Type", "application/sdp"),
                            describe(Sdp.turned(local, direction.get())));
            endpoint.send(request, hop, persona.freshConnections(), new ReInviteListener(request, answered));
        } catch (SipFormatException e) {
            broken(e, known);
            answered.completeExceptionally(e);
        }
    }

    private void sendAlone(Dialog known, String method, long number) {
        try {
            Hop hop = hop(known);
            endpoint.sendAlone(whole(known, method, number, hop.protocol()), hop);
        } catch (SipFormatException e) {
            broken(e, known);
        }
    }

    private void broken(SipFormatException why, Dialog known) {
        endpoint.violations()
                .add(new org.linekeeper.simulator.sip.Violation(
                        "dialog-target", String.valueOf(why.getMessage()), known.target()));
        call.over(SimulatedCall.End.FAILED);
    }

    private SipRequest whole(Dialog known, String method, long number, Protocol protocol) {
        SipHeaders headers = known.headers(number, method);
        Optional<String> lower = persona.lowerVia(endpoint.newBranch());
        if (lower.isPresent()) {
            headers = headers.withFirst("Via", lower.get());
        }
        headers = headers.withFirst("Via", persona.via(protocol) + ";branch=" + endpoint.newBranch());
        return new SipRequest(method, known.target(), headers, "");
    }

    /** A connection that the call came over is used again, unless the simulator likes fresh ones. */
    private Hop hop(Dialog known) throws SipFormatException {
        boolean reuse = !persona.freshConnections()
                && flow.isPresent()
                && flow.get().protocol().reliable()
                && flow.get().open();
        return reuse ? Hop.over(flow.get()) : persona.hop(known.next());
    }

    private final class ByeListener implements ResponseListener {
        @Override
        public void response(SipResponse response, Flow over) {
            if (response.provisional()) {
                return;
            }
            if (!response.success()) {
                endpoint.violations().add("bye-refused", "answer to our BYE", response);
            }
            call.over(SimulatedCall.End.HUNG_UP_BY_US);
        }

        @Override
        public void failed(String why) {
            endpoint.violations().add(new org.linekeeper.simulator.sip.Violation("bye-unanswered", why, call.callId()));
            call.over(SimulatedCall.End.FAILED);
        }
    }

    private final class ReInviteListener implements ResponseListener {
        private final SipRequest request;
        private final CompletableFuture<SipResponse> answered;

        ReInviteListener(SipRequest request, CompletableFuture<SipResponse> answered) {
            this.request = request;
            this.answered = answered;
        }

        @Override
        public void response(SipResponse response, Flow over) {
            if (response.provisional()) {
                return;
            }
            if (response.success()) {
                call.remoteSdp(response.body());
                acknowledge(request, response);
            }
            answered.complete(response);
        }

        private void acknowledge(SipRequest invite, SipResponse response) {
            Dialog known = dialog.orElseThrow();
            try {
                Hop hop = hop(known);
                SipRequest ack = whole(known, "ACK", invite.cseq().number(), hop.protocol());
                boolean offered = invite.body().isEmpty();
                endpoint.sendAlone(
                        offered
                                ? new SipRequest(
                                        "ACK",
                                        ack.uri(),
                                        ack.headers().with("Content-Type", "application/sdp"),
                                        describe(persona.answer(response.body())))
                                : ack,
                        hop);
            } catch (SipFormatException e) {
                broken(e, known);
            }
        }

        @Override
        public void failed(String why) {
            answered.completeExceptionally(new IOException(why));
        }
    }
}
