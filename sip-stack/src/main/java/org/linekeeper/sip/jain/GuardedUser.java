package org.linekeeper.sip.jain;

import gov.nist.javax.sip.Utils;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
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
import javax.sip.TransactionState;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.TransportCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before the transaction user: what it throws is logged and counted, and a request that it dropped gets a 500. */
class GuardedUser implements SipListener {
    private static final Logger log = LoggerFactory.getLogger(GuardedUser.class);

    private final SipListener user;
    private final TransportCounters counters;

    GuardedUser(SipListener user, TransportCounters counters) {
        this.user = user;
        this.counters = counters;
    }

    @Override
    public void processRequest(RequestEvent event) {
        if (!guard("request", () -> user.processRequest(event))) {
            answer500(event);
        }
    }

    @Override
    public void processResponse(ResponseEvent event) {
        guard("response", () -> user.processResponse(event));
    }

    @Override
    public void processTimeout(TimeoutEvent event) {
        guard("timeout", () -> user.processTimeout(event));
    }

    @Override
    public void processIOException(IOExceptionEvent event) {
        if (!(event.getSource() instanceof JainStack)) {
            guard("transport failure", () -> user.processIOException(event));
        }
    }

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {
        guard("end of a transaction", () -> user.processTransactionTerminated(event));
    }

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {
        guard("end of a dialog", () -> user.processDialogTerminated(event));
    }

    /** False when the call threw. */
    final boolean guard(String what, Runnable call) {
        try {
            call.run();
            return true;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            counters.count(TransportCounters.Event.USER_FAILED);
            log.error("The transaction user failed on a {}", what, e);
            return false;
        }
    }

    private static void answer500(RequestEvent event) {
        Request request = event.getRequest();
        if (request.getMethod().equals(Request.ACK)) {
            return;
        }
        try {
            ServerTransaction transaction = openTransaction(event, request);
            if (transaction != null && request instanceof SIPRequest sip) {
                SIPResponse response = sip.createResponse(500);
                if (response.getToTag() == null) {
                    // RFC 3261 8.2.6.2: "the UAS MUST add a tag to the To header field in the response".
                    response.setToTag(Utils.getInstance().generateTag());
                }
                transaction.sendResponse(response);
            }
        } catch (SipException | InvalidArgumentException e) {
            log.warn("The 500 to a request that was not handled could not be sent", e);
        }
    }

    private static @Nullable ServerTransaction openTransaction(RequestEvent event, Request request)
            throws SipException {
        ServerTransaction transaction = event.getServerTransaction();
        if (transaction == null && request instanceof SIPRequest sip) {
            boolean begun = sip.getTransaction() instanceof ServerTransaction made && made.getState() != null;
            transaction = begun
                    ? (ServerTransaction) sip.getTransaction()
                    : ((SipProvider) event.getSource()).getNewServerTransaction(request);
        }
        TransactionState state = transaction == null ? null : transaction.getState();
        boolean open =
                state == null || TransactionState.TRYING.equals(state) || TransactionState.PROCEEDING.equals(state);
        return open ? transaction : null;
    }
}
