package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;
import java.time.Clock;
import org.linekeeper.sip.trace.MessageTap;

/** What every socket needs besides itself. */
record Surroundings(
        NettyLoops loops,
        TransportLimits limits,
        TransportCounters counters,
        ReplyBudget budget,
        MessageTap tap,
        Clock clock) {
    void sent(ListenerSettings listener, InetSocketAddress local, InetSocketAddress remote, byte[] message) {
        counters.count(TransportCounters.Event.MESSAGE_SENT);
        show(MessageTap.Direction.SENT, listener, local, remote, message);
    }

    void received(ListenerSettings listener, InetSocketAddress local, InetSocketAddress remote, byte[] message) {
        counters.count(TransportCounters.Event.MESSAGE_RECEIVED);
        show(MessageTap.Direction.RECEIVED, listener, local, remote, message);
    }

    /** Whether somebody looks at every message. */
    boolean watched() {
        return tap != MessageTap.NONE;
    }

    private void show(
            MessageTap.Direction direction,
            ListenerSettings listener,
            InetSocketAddress local,
            InetSocketAddress remote,
            byte[] message) {
        if (watched()) {
            tap.message(new MessageTap.Seen(
                    direction, listener.name(), listener.transport(), local, remote, message, clock.instant()));
        }
    }
}
