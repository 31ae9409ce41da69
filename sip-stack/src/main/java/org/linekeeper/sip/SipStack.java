package org.linekeeper.sip;

import java.net.Inet6Address;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.message.Message;
import javax.sip.message.Request;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.loop.Loops;
import org.linekeeper.sip.register.RegisterClient;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSource;

/**
 * JAIN-SIP on our transports. Messages, timers and callbacks of one Call-ID all run on {@link Loops#ownerOf} of that Call-ID.
 *
 * <p>Requests are sent to a {@link Target} that was located before: {@link #pin} it to every request (ACK and in-dialog requests
 * too) before handing the request to JAIN-SIP. A request without a pinned target goes only where its next hop is an IP literal.
 */
public interface SipStack extends AutoCloseable {
    /** The event loops. */
    Loops loops();

    /** The JSR-32 provider of a listener. */
    SipProvider provider(String listener);

    /** The settings of a listener. */
    ListenerSettings listener(String listener);

    /** The first of these listeners that requests to that place can leave from: of its transport, and of its kind of address. */
    default Optional<ListenerSettings> listenerTo(Target target, List<String> listeners) {
        boolean ipv6 = target.address().getAddress() instanceof Inet6Address;
        for (String name : listeners) {
            ListenerSettings listener = listener(name);
            if (listener.transport() == target.transport()
                    && listener.bind().getAddress() instanceof Inet6Address == ipv6) {
                return Optional.of(listener);
            }
        }
        return Optional.empty();
    }

    /**
     * Names who is told of requests, responses, timeouts and terminations; once, before {@link #open}. OPTIONS outside a dialog
     * never gets there: it is answered without state.
     *
     * <p>The user makes server transactions and dialogs itself ({@code getNewServerTransaction}, {@code getNewDialog}) and answers
     * what belongs to no dialog. A request that could not be sent, or whose connection ended before any response, ends in a
     * timeout event of its transaction, at once. A 2xx to INVITE whose transaction is gone comes with no transaction. What the
     * user throws is counted, and the request answered by 500.
     */
    void transactionUser(SipListener user);

    /** Binds every listener or none; what failed is in the outcome. */
    OpenOutcome open();

    /** Says where a request goes, and who we are there, which its Via says, if it has one, and the certificate that we show. To be called on any request before a transaction is made of it or it is sent. */
    void pin(Request request, Target target);

    /** Pins the request and makes its client transaction on the listener's provider, adding the Via header. Owner loop only. */
    ClientTransaction clientTransaction(Request request, Target target, String listener) throws SipException;

    /**
     * Nothing new goes to this target over the connection that is open now: the next request opens another. The old one ends some
     * minutes later, when what has begun on it is over. Without a connection nothing happens. Any thread.
     */
    void leave(Target target);

    /** Where a received message came from; empty for a message of our own. */
    Optional<MessageSource> source(Message received);

    /** REGISTER on the same sockets, beside JAIN-SIP. */
    RegisterClient registerClient();

    /** What there is at this moment, for tests and metrics. */
    Inventory inventory();

    /** Closes sockets, connections and loops; waits a few seconds at most. */
    @Override
    void close();

    /** What became of {@link #open}. */
    sealed interface OpenOutcome {
        record Opened() implements OpenOutcome {}

        /** A listener could not be bound or its certificate not read; nothing stays open. */
        record Refused(String listener, String advice) implements OpenOutcome {}
    }

    /** Numbers of things alive. */
    record Inventory(int clientTransactions, int serverTransactions, int dialogs, int connections, int timers) {}
}
