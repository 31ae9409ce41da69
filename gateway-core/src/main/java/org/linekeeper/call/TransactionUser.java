package org.linekeeper.call;

import java.text.ParseException;
import java.util.Optional;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.InvalidArgumentException;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.MessageSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door to JAIN-SIP: hands each event to the leg that it belongs to. Called on the loop that owns the Call-ID. */
final class TransactionUser implements SipListener {
    private static final Logger log = LoggerFactory.getLogger(TransactionUser.class);

    private final CallTools tools;
    private final Reception reception;
    private final Notifications notifications;
    private final FeatureEvents features;

    TransactionUser(CallTools tools, Reception reception, Notifications notifications, FeatureEvents features) {
        this.features = features;
        this.tools = tools;
        this.reception = reception;
        this.notifications = notifications;
    }

    @Override
    public void processRequest(RequestEvent event) {
        Request request = event.getRequest();
        try {
            request(event);
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            // Nothing that a peer sends may end a loop; JAIN-SIP would swallow this without a word.
            log.error("{} {} failed", request.getMethod(), SipMessages.callId(request), e);
            failed(event);
        }
    }

    /** Whoever gets no answer asks again and again, and each time it would fail in the same way. */
    private void failed(RequestEvent event) {
        if (event.getRequest().getMethod().equals(Request.ACK)) {
            return;
        }
        try {
            answer(event, Response.SERVER_INTERNAL_ERROR);
        } catch (SipException | InvalidArgumentException | RuntimeException e) {
            log.debug("It was answered before it failed", e);
        }
    }

    private void request(RequestEvent event) throws SipException, InvalidArgumentException {
        Request request = event.getRequest();
        Dialog dialog = event.getDialog();
        if (dialog != null && dialog.getApplicationData() instanceof DialogWire wire) {
            wire.request(event);
            return;
        }
        boolean outside = SipMessages.toTag(request).isEmpty();
        switch (request.getMethod()) {
            case Request.ACK -> log.debug("ACK without a call: {}", SipMessages.callId(request));
            case Request.INVITE -> {
                Optional<MessageSource> source = tools.stack().source(request);
                if (outside && source.isPresent()) {
                    reception.invite(request, source.get());
                } else {
                    answer(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
                }
            }
            case Request.NOTIFY -> {
                Optional<MessageSource> source = tools.stack().source(request);
                boolean known = outside || features.owns(SipMessages.callId(request));
                answer(
                        event,
                        known && source.isPresent()
                                ? notifications.take(request, source.get())
                                : Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            }
            case Request.CANCEL, Request.BYE, Request.PRACK ->
                answer(event, Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
            default ->
                answer(
                        event,
                        outside
                                ? Dialogs.unsupported(request.getMethod())
                                : Response.CALL_OR_TRANSACTION_DOES_NOT_EXIST);
        }
    }

    private void answer(RequestEvent event, int status) throws SipException, InvalidArgumentException {
        Request request = event.getRequest();
        Response response = tools.messages()
                .response(status, "", request, tools.ports().ids().get());
        if (status == Response.METHOD_NOT_ALLOWED) {
            tools.messages().allow(response);
        }
        ServerTransaction transaction = event.getServerTransaction();
        if (transaction != null) {
            transaction.sendResponse(response);
        } else {
            ((SipProvider) event.getSource()).sendResponse(response);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        Response response = event.getResponse();
        try {
            if (event.getClientTransaction() != null) {
                Object taker = event.getClientTransaction().getApplicationData();
                if (taker instanceof ResponseTaker waiting) {
                    waiting.response(response, event.getDialog());
                }
            } else {
                withoutTransaction(response, event.getDialog());
            }
        } catch (RuntimeException e) {
            log.error("{} to {} failed", response.getStatusCode(), SipMessages.callId(response), e);
        }
    }

    /** A 2xx to INVITE after its transaction: again, of another fork, or too late. */
    private void withoutTransaction(Response response, @Nullable Dialog dialog) {
        if (response.getStatusCode() / 100 != 2 || !SipMessages.method(response).equals(Request.INVITE)) {
            return;
        }
        if (dialog != null && dialog.getApplicationData() instanceof DialogWire wire) {
            wire.answerAgain(response);
            return;
        }
        Optional<LateAnswers.Kept> kept = tools.late().to(response);
        if (kept.isPresent()) {
            acknowledge(kept.get());
        } else {
            new UnwantedAnswer(tools).end(response);
        }
        if (dialog != null) {
            dialog.delete();
        }
    }

    private void acknowledge(LateAnswers.Kept kept) {
        try {
            Request ack = tools.messages().read(kept.ack());
            tools.stack().pin(ack, kept.target());
            tools.stack().provider(kept.listener()).sendRequest(ack);
        } catch (SipException | ParseException e) {
            log.warn("ACK not sent again to {}: {}", kept.target(), e.toString());
        }
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        try {
            if (event.isServerTransaction()) {
                if (event.getServerTransaction().getApplicationData() instanceof CallerLeg leg) {
                    leg.lost();
                }
            } else if (event.getClientTransaction().getApplicationData() instanceof ResponseTaker waiting) {
                waiting.timedOut();
            }
        } catch (RuntimeException e) {
            log.error("A transaction timeout failed", e);
        }
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        log.info("Sending to {}:{} over {} failed", event.getHost(), event.getPort(), event.getTransport());
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        // Nothing hangs on a transaction once its final response or timeout was delivered.
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        // The leg decides when a dialog is over, and lets go of it in DialogWire.close.
    }
}
