package org.linekeeper.sip.transport;

import java.util.Arrays;
import org.linekeeper.dns.Target;

/**
 * Sends whole messages from our listeners. UDP messages leave from the listener's socket; TCP and TLS reuse a connection to the
 * same address and server name, or open one. Any thread; never blocks.
 */
public interface MessageSender {
    /**
     * Sends one encoded message.
     *
     * @param message ownership passes to the sender
     * @param failed called at most once, on an event loop, when the message could not be handed to the network, or when its
     *     connection ended within 32 seconds after: then whoever has an answer already ignores it
     */
    void send(Target target, byte[] message, SendFailure failed);

    /**
     * As {@link #send(Target, byte[], SendFailure)}, for bytes that the caller goes on using.
     *
     * @param buffer holds the message at its beginning; copied before this returns
     * @param length bytes of the message
     */
    default void send(Target target, byte[] buffer, int length, SendFailure failed) {
        send(target, Arrays.copyOf(buffer, length), failed);
    }

    /** As {@link #send(Target, byte[], SendFailure)}, over one of {@link #flows}; without flow where it is {@link RegistrationFlows#NONE}. */
    default void send(int flow, Target target, byte[] message, SendFailure failed) {
        send(target, message, failed);
    }

    /** The connections that registrations go over. */
    default RegistrationFlows flows() {
        return RegistrationFlows.ABSENT;
    }

    /** The listener that a message to this target leaves from: the first of its transport and address family. */
    ListenerSettings listenerFor(Target target);

    /** Told that a message was not sent. */
    @FunctionalInterface
    interface SendFailure {
        /** The cause in plain words. */
        void failed(String cause);
    }
}
