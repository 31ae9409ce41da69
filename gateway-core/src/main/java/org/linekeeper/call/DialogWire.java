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
final class DialogWire implements ReferSubscription.Wire {
    private static final Logger log = LoggerFactory.getLogger(DialogWire.class);

    private static final int INTERVAL_TOO_SMALL = 422;

    /**
     * How we show ourselves within the dialog.
     *
     * @param listener where its requests leave from
     * @param tag ours, for answers before the dialog has it; empty when it has it from the start
     * @param contact writes our Contact, which is not kept
     * @param credentials what answers challenges
     */
    record Identity(String listener, String tag, Supplier<ContactHeader> contact, LegCredentials credentials) {}

    private final CallTools tools;
    private final Dialog dialog;
    private final Identity identity;
    private final DialogTarget target;
    private final Consumer<LegSignal> leg;
    private final IncomingUpdates updates;
    private final Referrals referrals = new Referrals(this);
    private long answeredCseq;
    private Optional<Body> lastAckBody = Optional.empty();
    private long lastAckCseq;
    private boolean changed;
    private LateAnswers.@Nullable Kept lastUpdateAck;

    DialogWire(CallTools tools, Dialog dialog, Identity identity, DialogTarget target, Consumer<LegSignal> leg) {
        this.tools = tools;
        this.dialog = dialog;
        this.identity = identity;
        this.target = target;
        this.leg = leg;
        this.updates = new IncomingUpdates(tools, identity.contact(), leg);
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
                if (changed) {
                    lastUpdateAck = LateAnswers.Kept.of(ack, to, identity.listener());
                }
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
        send(Request.BYE, bye -> tools.messages().addReasons(bye, release.reasons()), new ByeAnswer(leg));
    }

    void update(Optional<Body> offer, SessionTimer timer) {
        send(
                Request.INVITE,
                invite -> {
                    invite.setHeader(identity.contact().get());
                    tools.messages().allow(invite);
                    new SessionHeaders(tools.messages()).repeat(invite, timer);
                    tools.messages().put(invite, offer);
                },
                new UpdateAnswer());
    }

    void updateAnswer(Optional<Body> answer, SessionTimer timer) {
        updates.accept(answer, timer);
    }

    void updateRefusal(int status, String phrase) {
        updates.refuse(status, phrase);
    }

    @Override
    public void send(String method, Consumer<Request> complete, ResponseTaker taker) {
        target.of(dialog, to -> {
            try {
                Request request = tools.messages().signed(dialog.createRequest(method));
                complete.accept(request);
                authorize(request, identity.credentials().unasked(method, uri(request)));
                send(request, to, new RequestWithin(this, request, to, taker));
            } catch (SipException | RuntimeException e) {
                log.warn("Call-ID {}: {} not sent: {}", callId(), method, e.toString());
                taker.timedOut();
            }
        });
    }

    @Override
    public SipMessages messages() {
        return tools.messages();
    }

    @Override
    public ContactHeader contact() {
        return identity.contact().get();
    }

    @Override
    public void signal(LegSignal signal) {
        leg.accept(signal);
    }

    /** The REFERs within it. */
    Referrals referrals() {
        return referrals;
    }

    /** The value that names this dialog in a Replaces header of another request to its far end (RFC 3891 3: its local tag first). */
    String replaces() {
        return callId() + ";to-tag=" + dialog.getRemoteTag() + ";from-tag=" + dialog.getLocalTag();
    }

    /** Whether this is the dialog with these tags. */
    boolean isTagged(String local, String remote) {
        return local.equals(dialog.getLocalTag()) && remote.equals(dialog.getRemoteTag());
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
            case Request.REFER -> referred(transaction, request);
            case Request.NOTIFY -> notified(transaction, request);
            default -> answer(transaction, request, Dialogs.unsupported(method));
        }
    }

    /** Our Allow has NOTIFY because Teams looks for it beside REFER; within a call only a REFER of ours subscribes to anything. */
    private void notified(ServerTransaction transaction, Request request)
            throws SipException, InvalidArgumentException {
        SentRefer sent = referrals.subscribed(request);
        if (sent == null) {
            answer(transaction, request, Response.BAD_EVENT);
            return;
        }
        answer(transaction, request, Response.OK);
        sent.notified(request);
    }

    private void referred(ServerTransaction transaction, Request request)
            throws SipException, InvalidArgumentException {
        ReferRequest refer = ReferRequest.read(request);
        if (refer.refer().isEmpty()) {
            answer(transaction, request, refer.refusal().orElse(Response.BAD_REQUEST));
            return;
        }
        referrals.arrived(transaction, request, refer);
    }

    /** Lets go of the dialog. */
    void close() {
        if (lastUpdateAck != null) {
            // What answered a re-INVITE comes again when its ACK was lost.
            tools.late().keep(lastUpdateAck);
        }
        Dialogs.discard(dialog);
    }

    private void answer(ServerTransaction transaction, Request request, int status)
            throws SipException, InvalidArgumentException {
        // RFC 3261 9.2: "the To tag of the response to the CANCEL and the To tag in the response to the original
        // request
        // SHOULD be the same".
        String localTag = dialog.getLocalTag() == null ? identity.tag() : dialog.getLocalTag();
        Response response = tools.messages().response(status, "", request, localTag);
        if (status == Response.METHOD_NOT_ALLOWED || request.getMethod().equals(Request.OPTIONS)) {
            tools.messages().allow(response);
        }
        transaction.sendResponse(response);
    }

    /** Sends a request that is complete. */
    void send(Request request, Target to, ResponseTaker taker) throws SipException {
        ClientTransaction transaction = tools.stack().clientTransaction(request, to, identity.listener());
        transaction.setApplicationData(taker);
        if (DialogState.TERMINATED.equals(dialog.getState())) {
            // The stack ends the dialog with our BYE, and knows nothing of it any more when the challenge comes.
            transaction.sendRequest();
        } else {
            dialog.sendRequest(transaction);
        }
    }

    /** Writes credentials into a request. */
    void authorize(Request request, List<Authorization> authorizations) {
        authorizations.forEach(
                authorization -> tools.messages().add(request, authorization.name(), authorization.value()));
    }

    static String uri(Request request) {
        return request.getRequestURI().toString();
    }

    LegCredentials credentials() {
        return identity.credentials();
    }

    String callId() {
        return dialog.getCallId().getCallId();
    }

    /** Waits for the final response to a BYE, or for none. */
    private record ByeAnswer(Consumer<LegSignal> leg) implements ResponseTaker {
        @Override
        public void response(Response response, @Nullable Dialog same) {
            leg.accept(new LegSignal.ByeDone());
        }

        @Override
        public void timedOut() {
            leg.accept(new LegSignal.ByeDone());
        }
    }

    /** Waits for the final response to a re-INVITE. */
    private final class UpdateAnswer implements ResponseTaker {
        @Override
        public void response(Response response, @Nullable Dialog same) {
            if (response.getStatusCode() < 300) {
                changed = true;
                answered(response);
                leg.accept(new LegSignal.UpdateAccepted(SipMessages.body(response), SessionHeaders.terms(response)));
                return;
            }
            int status = response.getStatusCode();
            leg.accept(new LegSignal.UpdateRejected(
                    status,
                    SipMessages.refusalPhrase(response),
                    status == INTERVAL_TOO_SMALL ? SessionHeaders.minimum(response) : Optional.empty()));
        }

        @Override
        public void timedOut() {
            leg.accept(new LegSignal.UpdateRejected(Response.REQUEST_TIMEOUT, "Request Timeout", Optional.empty()));
        }
    }
}
