package org.linekeeper.sip.transport;

/** Takes whole messages from the sockets, on the loop of the socket; must not block. */
public interface MessageReceiver {
    /** A whole message. */
    void received(InboundMessage message);

    /**
     * Something on a stream that cannot be framed: the connection ends after the answer, if there is one to give.
     *
     * @param message what there is of it, at most its header
     * @param reason what is wrong
     */
    void unframed(InboundMessage message, TransportCounters.Event reason);
}
