package org.linekeeper.call;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.machine.Body;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.call.machine.Release;
import org.linekeeper.call.machine.SessionTimer;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.Authorization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A confirmed dialog on the wire: what the leg wants sent within it, and what comes. Owner loop only. */
final class DialogWire {
    private static final Logger log = LoggerFactory.getLogger(DialogWire.class);

    private static final int INTERVAL_TOO_SMALL = 422;

    /**
     * How we show ourselves within the dialog.
     *
     * @param listener where its requests leave from
     * @param contact writes our Contact, which is not kept
     * @param credentials what answers challenges
     */
    record Identity(String listener, Supplier<ContactHeader> contact, LegCredentials credentials) {}

    private final CallTools tools;
    private final Dialog dialog;
    private final Identity identity;
    private final DialogTarget target;
    private final Consumer<LegSignal> leg;
    private final IncomingUpdates updates;
    private long answeredCseq;
    private Optional<Body> lastAckBody = Optional.empty();
    private long lastAckCseq;

    DialogWire(CallTools tools, Dialog dialog, Identity identity, DialogTarget target, Consumer<LegSignal> leg) {
        this.tools = tools;
        this.dialog = dialog;
        this.identity = identity;
        this.target = target;
        this.leg = leg;
        this.updates = new IncomingUpdates(tools.messages(), identity.contact(), leg);
        dialog.setApplicationData(this);
    }

    Dialog dialog() {
        return dialog;
    }

    /** Notes a 2xx to an INVITE of ours, which {@link #ack} will acknowledge. */
    void answered(Response response) {
        answeredCseq = SipMessages.cseq(response);
    }

    void ack(Optional<Body> body) {
        long cseq = answeredCseq;
        target.of(dialog, to -> {
            try {
                Request ack = tools.messages().signed(dialog.createAck(cseq));
                tools.messages().put(ack, body);
                tools.stack().pin(ack, to);
                dialog.sendAck(ack);
                lastAckCseq = cseq;
                lastAckBody = body;
            } catch (SipException | InvalidArgumentException | RuntimeException e) {
                log.warn("Call-ID {}: ACK not sent: {}", callId(), e.toString());
            }
        });
    }

    /** A 2xx that was acknowledged came again: its ACK was lost. */
    void answerAgain(Response response) {
        if (SipMessages.cseq(response) == lastAckCseq) {
            answeredCseq = lastAckCseq;
            ack(lastAckBody);
        }
    }

    void bye(Release release) {
        target.of(dialog, to -> {
            try {
                Request bye = tools.messages().signed(dialog.createRequest(Request.BYE));
                tools.messages().addReasons(bye, release.reasons());
                authorize(bye, identity.credentials().unasked(Request.BYE, uri(bye)));
                send(bye, to, new Bye(bye, to));
            } catch (SipException | RuntimeException e) {
                log.warn("Call-ID {}: BYE not sent: {}", callId(), e.toString());
                leg.accept(new LegSignal.ByeDone());
            }
        });
    }

    void update(Optional<Body> offer, SessionTimer timer) {
        target.of(dialog, to -> {
            try {
                Request invite = tools.messages().signed(dialog.createRequest(Request.INVITE));
                invite.setHeader(identity.contact().get());
                tools.messages().allow(invite);
                new SessionHeaders(tools.messages()).repeat(invite, timer);
                tools.messages().put(invite, offer);
                authorize(invite, identity.credentials().unasked(Request.INVITE, uri(invite)));
                send(invite, to, new Update(invite, to));
            } catch (SipException | RuntimeException e) {
                log.warn("Call-ID {}: re-INVITE not sent: {}", callId(), e.toString());
                leg.accept(new LegSignal.UpdateRejected(Response.REQUEST_TIMEOUT, Optional.empty()));
            }
        });
    }

    void updateAnswer(Optional<Body> answer, SessionTimer timer) {
        updates.accept(answer, timer);
    }

    void updateRefusal(int status) {
        updates.refuse(status);
    }

    /** A request within the dialog. */
    void request(RequestEvent event) throws SipException, InvalidArgumentException {
        Request request = event.getRequest();
        String method = request.getMethod();
        if (method.equals(Request.ACK)) {
            leg.accept(new LegSignal.Acked(SipMessages.body(request)));
            return;
        }
        ServerTransaction transaction = event.getServerTransaction();
        if (transaction == null) {
            return;
        }
        switch (method) {
            case Request.BYE -> {
                answer(transaction, request, Response.OK);
                leg.accept(new LegSignal.Bye(SipMessages.reasons(request)));
            }
            case Request.CANCEL -> {
                answer(transaction, request, Response.OK);
                leg.accept(new LegSignal.Cancelled(SipMessages.reasons(request)));
            }
            case Request.INVITE, Request.UPDATE -> updates.arrived(transaction, request);
            case Request.OPTIONS -> answer(transaction, request, Response.OK);
            default -> answer(transaction, request, unsupported(method));
        }
    }

    /** Lets go of the dialog. */
    void close() {
        discard(dialog);
    }

    /** Takes a dialog out of the stack, whatever state it is in. */
    static void discard(Dialog dialog) {
        dialog.setApplicationData(null);
        if (!DialogState.TERMINATED.equals(dialog.getState())) {
            dialog.delete();
        }
    }

    /** 405 for methods that exist, 501 for others (RFC 3261 8.2.1). */
    static int unsupported(String method) {
        return switch (method) {
            case Request.INFO,
                    Request.UPDATE,
                    Request.REFER,
                    Request.NOTIFY,
                    Request.SUBSCRIBE,
                    Request.MESSAGE,
                    Request.PRACK,
                    Request.PUBLISH,
                    Request.REGISTER -> Response.METHOD_NOT_ALLOWED;
            default -> Response.NOT_IMPLEMENTED;
        };
    }

    private void answer(ServerTransaction transaction, Request request, int status)
            throws SipException, InvalidArgumentException {
        String localTag = dialog.getLocalTag() == null ? tools.ports().ids().get() : dialog.getLocalTag();
        Response response = tools.messages().response(status, "", request, localTag);
        if (status == Response.METHOD_NOT_ALLOWED || request.getMethod().equals(Request.OPTIONS)) {
            tools.messages().allow(response);
        }
        transaction.sendResponse(response);
    }

    private void send(Request request, Target to, ResponseTaker taker) throws SipException {
        ClientTransaction transaction = tools.stack().clientTransaction(request, to, identity.listener());
        transaction.setApplicationData(taker);
        dialog.sendRequest(transaction);
    }

    private void authorize(Request request, List<Authorization> authorizations) {
        authorizations.forEach(
                authorization -> tools.messages().add(request, authorization.name(), authorization.value()));
    }

    private static String uri(Request request) {
        return request.getRequestURI().toString();
    }

    private String callId() {
        return dialog.getCallId().getCallId();
    }

    /** Sends a request again with credentials, once; false when it cannot. */
    private boolean again(Request sent, Target to, Response challenge, ResponseTaker taker) {
        Optional<List<Authorization>> answers = identity.credentials().answer(challenge, sent.getMethod(), uri(sent));
        if (answers.isEmpty()) {
            return false;
        }
        try {
            Request request = (Request) sent.clone();
            request.removeHeader("Authorization");
            request.removeHeader("Proxy-Authorization");
            ((javax.sip.header.CSeqHeader) request.getHeader("CSeq")).setSeqNumber(SipMessages.cseq(sent) + 1);
            authorize(request, answers.get());
            send(request, to, taker);
            return true;
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            log.warn("Call-ID {}: {} not sent again: {}", callId(), sent.getMethod(), e.toString());
            return false;
        }
    }

    private static boolean isChallenge(int status) {
        return status == Response.UNAUTHORIZED || status == Response.PROXY_AUTHENTICATION_REQUIRED;
    }

    /** Waits for the answer to a BYE. */
    private final class Bye implements ResponseTaker {
        private final Request sent;
        private final Target to;
        private boolean authenticated;

        private Bye(Request sent, Target to) {
            this.sent = sent;
            this.to = to;
        }

        @Override
        public void response(Response response, @Nullable Dialog same) {
            int status = response.getStatusCode();
            if (status < 200) {
                return;
            }
            if (isChallenge(status) && !authenticated) {
                authenticated = true;
                if (again(sent, to, response, this)) {
                    return;
                }
            }
            leg.accept(new LegSignal.ByeDone());
        }

        @Override
        public void timedOut() {
            leg.accept(new LegSignal.ByeDone());
        }
    }

    /** Waits for the answer to a re-INVITE. */
    private final class Update implements ResponseTaker {
        private final Request sent;
        private final Target to;
        private boolean authenticated;

        private Update(Request sent, Target to) {
            this.sent = sent;
            this.to = to;
        }

        @Override
        public void response(Response response, @Nullable Dialog same) {
            int status = response.getStatusCode();
            if (status < 200) {
                return;
            }
            if (status < 300) {
                answered(response);
                leg.accept(new LegSignal.UpdateAccepted(SipMessages.body(response), SessionHeaders.terms(response)));
                return;
            }
            if (isChallenge(status) && !authenticated) {
                authenticated = true;
                if (again(sent, to, response, this)) {
                    return;
                }
            }
            leg.accept(new LegSignal.UpdateRejected(
                    status, status == INTERVAL_TOO_SMALL ? SessionHeaders.minimum(response) : Optional.empty()));
        }

        @Override
        public void timedOut() {
            leg.accept(new LegSignal.UpdateRejected(Response.REQUEST_TIMEOUT, Optional.empty()));
        }
    }
}
