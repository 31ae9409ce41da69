package org.linekeeper.sip.transport;

/** The way back to where a message came from: the same socket and peer, or the same connection. Any thread; never blocks. */
public interface ReplyPath {
    /**
     * Sends one encoded message back.
     *
     * @param message ownership passes to the path
     * @param failed called at most once, on an event loop, when it could not be handed to the network
     */
    void send(byte[] message, MessageSender.SendFailure failed);

    /** Sends an answer that was made without state; a datagram path withholds it when its source gets too many. */
    default void answer(byte[] message) {
        send(message, cause -> {});
    }

    /** Sends one last message and ends the connection; a datagram path just sends. */
    void sendLast(byte[] message);
}
