package org.linekeeper.sip.jain;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.SipListenerExt;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.TooManyListenersException;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.sip.transport.Transports;

/**
 * JAIN-SIP's stack with a listening point and a provider for each of our listeners. Nothing is bound by it.
 *
 * @param providers by listener name
 * @param processors by listener name
 */
record JainListeners(
        JainStack stack, Map<String, SipProvider> providers, Map<String, NettyMessageProcessor> processors) {

    static JainListeners make(
            SipStackSettings settings, Loops loops, Transports transports, TransportCounters counters, SipListener user)
            throws Failed {
        Map<String, ListenerSettings> byPoint = new HashMap<>();
        for (ListenerSettings listener : settings.listeners()) {
            byPoint.put(
                    JainStack.point(
                            address(listener),
                            listener.bind().getPort(),
                            listener.transport().name()),
                    listener);
        }
        JainStack stack;
        try {
            stack = new JainStack(JainProperties.of(settings), loops, transports, counters, byPoint);
        } catch (SipException | RuntimeException e) {
            throw new Failed("", "JAIN-SIP does not start: " + e.getMessage(), e);
        }
        SipListener guarded = user instanceof SipListenerExt ext
                ? new GuardedUserExt(ext, counters)
                : new GuardedUser(user, counters);
        JainListeners made = new JainListeners(stack, new HashMap<>(), new HashMap<>());
        for (ListenerSettings listener : settings.listeners()) {
            try {
                made.add(listener, guarded);
            } catch (SipException
                    | InvalidArgumentException
                    | ParseException
                    | TooManyListenersException
                    | RuntimeException e) {
                stack.stop();
                throw new Failed(
                        listener.name(),
                        "listener " + listener.name() + " on " + listener.bind() + " is not possible: "
                                + e.getMessage(),
                        e);
            }
        }
        return made;
    }

    private void add(ListenerSettings listener, SipListener guarded)
            throws SipException, InvalidArgumentException, ParseException, TooManyListenersException {
        ListeningPoint point = stack.createListeningPoint(
                address(listener),
                listener.bind().getPort(),
                listener.transport().name());
        SipProvider provider = stack.createSipProvider(point);
        provider.addSipListener(guarded);
        providers.put(listener.name(), provider);
        processors.put(listener.name(), (NettyMessageProcessor) ((ListeningPointImpl) point).getMessageProcessor());
    }

    private static String address(ListenerSettings listener) {
        return listener.bind().getAddress().getHostAddress();
    }

    /** A listener that JAIN-SIP does not take. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String listener;

        Failed(String listener, String advice, Throwable cause) {
            super(advice, cause);
            this.listener = listener;
        }

        String listener() {
            return listener;
        }
    }
}
