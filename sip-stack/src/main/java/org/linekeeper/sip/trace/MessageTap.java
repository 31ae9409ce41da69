package org.linekeeper.sip.trace;

import java.net.InetSocketAddress;
import java.time.Instant;
import org.linekeeper.dns.SipTransport;

/** Shown every message that is sent or received, on an event loop: must be fast, must not block and must not change the bytes. */
@FunctionalInterface
public interface MessageTap {
    /** Looks at nothing. */
    MessageTap NONE = seen -> {};

    /** One message. */
    void message(Seen seen);

    /** Which way it went. */
    enum Direction {
        RECEIVED,
        SENT
    }

    /**
     * What was seen.
     *
     * @param direction which way it went
     * @param listener name of our listener
     * @param transport how it travelled
     * @param local our address
     * @param remote the peer's address
     * @param message the whole message; not to be changed
     * @param at when
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Seen(
            Direction direction,
            String listener,
            SipTransport transport,
            InetSocketAddress local,
            InetSocketAddress remote,
            byte[] message,
            Instant at) {}
}
