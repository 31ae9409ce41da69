package org.linekeeper.sip.transport;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** How many accepted connections there are, in all and from each address. Any thread. */
final class ConnectionCensus {
    private final TransportLimits limits;
    private final AtomicInteger total = new AtomicInteger();
    private final Map<InetAddress, Integer> bySource = new ConcurrentHashMap<>();

    ConnectionCensus(TransportLimits limits) {
        this.limits = limits;
    }

    /** Lets one in; otherwise says why not, and nothing is counted. */
    @Nullable
    Event enter(InetAddress source) {
        if (total.incrementAndGet() > limits.maxConnections()) {
            total.decrementAndGet();
            return Event.TOO_MANY_CONNECTIONS;
        }
        int now = bySource.merge(source, 1, Integer::sum);
        if (now > limits.maxConnectionsPerSource()) {
            leave(source);
            return Event.TOO_MANY_CONNECTIONS_FROM_SOURCE;
        }
        return null;
    }

    /** One that was let in has gone. */
    void leave(InetAddress source) {
        total.decrementAndGet();
        bySource.computeIfPresent(source, (address, count) -> count > 1 ? count - 1 : null);
    }

    int total() {
        return total.get();
    }

    int sources() {
        return bySource.size();
    }
}
