package org.linekeeper.sip.jain;

import gov.nist.javax.sip.EventScanner;
import gov.nist.javax.sip.EventWrapper;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SIPConstants;
import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.DialogState;
import javax.sip.IOExceptionEvent;
import javax.sip.PeerUnavailableException;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.sip.transport.Transports;

/**
 * JAIN-SIP's stack with its linear searches taken out: a lookup costs the same with one transaction as with a hundred thousand.
 * It carries what the parts that JAIN-SIP makes by class name need, so that no static field is needed.
 */
final class JainStack extends SipStackImpl {
    private static final MessageProcessor[] NONE = {};

    private final Loops loops;
    private final Transports transports;
    private final TransportCounters counters;
    private final Map<String, ListenerSettings> listeners;
    private final Map<String, Target> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    JainStack(
            Properties properties,
            Loops loops,
            Transports transports,
            TransportCounters counters,
            Map<String, ListenerSettings> listenersByPoint)
            throws PeerUnavailableException {
        super(withLogger(properties));
        this.loops = loops;
        this.transports = transports;
        this.counters = counters;
        this.listeners = Map.copyOf(listenersByPoint);
    }

    private static Properties withLogger(Properties properties) {
        Slf4jStackLogger.install();
        return properties;
    }

    Loops loops() {
        return loops;
    }

    Transports transports() {
        return transports;
    }

    TransportCounters counters() {
        return counters;
    }

    static String point(String address, int port, String transport) {
        return address + " " + port + " " + transport;
    }

    ListenerSettings listenerOf(MessageProcessor processor) {
        String point = point(processor.getIpAddress().getHostAddress(), processor.getPort(), processor.getTransport());
        ListenerSettings listener = listeners.get(point);
        if (listener == null) {
            throw new IllegalStateException("no listener at " + point);
        }
        return listener;
    }

    /** Remembers where the ACK of a dialog went: JAIN-SIP repeats it from bytes, without what was pinned to it. */
    void acknowledge(Request ack, Target target) {
        String dialogId = ((SIPRequest) ack).getDialogId(false);
        if (getDialog(dialogId) != null) {
            acknowledged.put(dialogId, target);
        }
    }

    @Nullable
    Target acknowledgedTo(Request request) {
        return request.getMethod().equals(Request.ACK) && request instanceof SIPRequest ack
                ? acknowledged.get(ack.getDialogId(false))
                : null;
    }

    int acknowledgedDialogs() {
        return acknowledged.size();
    }

    @Override
    public SIPServerTransaction createServerTransaction(MessageChannel channel) {
        return new LeavingServerTransaction(this, channel);
    }

    @Override
    public SIPClientTransaction createClientTransaction(SIPRequest request, MessageChannel channel) {
        SIPClientTransaction transaction = new LeavingClientTransaction(this, channel);
        transaction.setOriginalRequest(request);
        return transaction;
    }

    /** As the stock one does it, but with dialogs that become small. */
    @Override
    public SIPDialog createDialog(SIPTransaction transaction) {
        if (!(transaction instanceof SIPClientTransaction)) {
            return new RestingDialog(transaction);
        }
        String earlyId = ((SIPRequest) transaction.getRequest()).getDialogId(false);
        SIPDialog early = earlyDialogTable.get(earlyId);
        if (early != null && (early.getState() == null || DialogState.EARLY.equals(early.getState()))) {
            return early;
        }
        SIPDialog made = new RestingDialog(transaction);
        earlyDialogTable.put(earlyId, made);
        return made;
    }

    @Override
    public void removeDialog(SIPDialog dialog) {
        String dialogId = dialog.getDialogId();
        if (dialogId != null) {
            acknowledged.remove(dialogId);
        }
        super.removeDialog(dialog);
    }

    /**
     * The stock method searches all client transactions when none has the response's branch. Here a response without transaction
     * goes on only when it may matter: a 2xx to INVITE, whose ACK may have been lost or which comes from another fork.
     */
    @Override
    public @Nullable ServerResponseInterface newSIPServerResponse(SIPResponse response, MessageChannel channel) {
        if (findTransaction(response.getTransactionId(), false) != null) {
            return super.newSIPServerResponse(response, channel);
        }
        boolean answer = response.getStatusCode() / 100 == 2
                && response.getCSeq().getMethod().equals(Request.INVITE);
        if (answer) {
            return sipMessageFactory.newSIPServerResponse(response, channel);
        }
        counters.count(TransportCounters.Event.STRAY_RESPONSE);
        return null;
    }

    /** The stock method searches all transactions. RFC 3261 9.2: the CANCEL has the branch of what it cancels. */
    @Override
    public @Nullable SIPTransaction findCancelTransaction(SIPRequest cancel, boolean server) {
        String branch = cancel.getTopmostVia().getBranch();
        if (branch == null || !hasCookie(branch)) {
            return super.findCancelTransaction(cancel, server);
        }
        SIPTransaction found = findTransaction(branch.toLowerCase(java.util.Locale.ENGLISH), server);
        return found != null && found.doesCancelMatchTransaction(cancel) ? found : null;
    }

    /** The stock method searches all client transactions for a SUBSCRIBE. We send none outside a dialog. */
    @Override
    public @Nullable SIPClientTransaction findSubscribeTransaction(SIPRequest notify, ListeningPointImpl point) {
        return null;
    }

    /**
     * Asked for each message that is sent, to find out whether it goes to one of our own listeners; then it would take a short
     * cut on a foreign thread. Ours goes out through the socket like any other.
     */
    @Override
    protected MessageProcessor[] getMessageProcessors() {
        return stopping ? super.getMessageProcessors() : NONE;
    }

    static boolean hasCookie(String branch) {
        return branch.regionMatches(
                true, 0, SIPConstants.BRANCH_MAGIC_COOKIE, 0, SIPConstants.BRANCH_MAGIC_COOKIE.length());
    }

    @Override
    public void stop() {
        stopping = true;
        EventScanner scanner = getEventScanner();
        // stopStack sleeps a second for the sake of sockets that are not there: an interrupted thread does not sleep.
        boolean wasInterrupted = Thread.currentThread().isInterrupted();
        Thread.currentThread().interrupt();
        super.stop();
        Thread.interrupted();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (scanner != null) {
            // Its thread, which is no daemon, sleeps on an empty queue and sees only then that it was stopped.
            scanner.addEvent(new EventWrapper(new IOExceptionEvent(this, "", 0, ""), null));
        }
        acknowledged.clear();
    }
}
