package org.linekeeper.sip.transport;

/** Takes whole messages from the sockets, on the loop of the socket; must not block. */
public interface MessageReceiver {
    /** A whole message. */
    void received(InboundMessage message);

    /**
     * A whole message as it lies in the buffer of its socket, before it is copied.
     *
     * @param buffer holds the message at its beginning; used again after this
     * @param length bytes of the message
     * @return whether that was all; otherwise it is to be handed over by {@link #left}
     */
    default boolean taken(byte[] buffer, int length, MessageSource source) {
        return false;
    }

    /** A whole message that {@link #taken} has left; as {@link #received}, which need not ask again. */
    default void left(InboundMessage message) {
        received(message);
    }

    /**
     * Something on a stream that cannot be framed: the connection ends after the answer, if there is one to give.
     *
     * @param message what there is of it, at most its header
     * @param reason what is wrong
     */
    void unframed(InboundMessage message, TransportCounters.Event reason);
}
