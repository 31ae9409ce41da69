package org.linekeeper.sip.transport;

import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * How many answers datagrams from strangers get. The source of a datagram is easily forged: who answers them all can be turned
 * against a third party. Whom we send requests to is no stranger, a PBX that pings each of its lines for one. Any thread.
 *
 * <p>The rates are the leaky bucket of ITU-T I.371: each answer moves a "theoretical arrival time" on by one interval, and one
 * that is further ahead than the burst allows is withheld.
 */
final class ReplyBudget {
    static final int BURST_FOR_SOURCE = 200;
    static final int BURST_IN_ALL = 2_000;
    private static final long SECOND = 1_000_000_000L;
    private static final long INTERVAL_FOR_SOURCE = SECOND / 20;
    private static final long INTERVAL_IN_ALL = SECOND / 1_000;

    /** Sources share places by hash, so that forged ones cost no memory. */
    private static final int PLACES = 8_192;

    private static final int MOST_KNOWN = 50_000;

    private final LongSupplier nanoTicker;
    private final long start;
    private final AtomicLongArray sources = new AtomicLongArray(PLACES);
    private final AtomicLongArray all = new AtomicLongArray(1);
    private final Set<InetAddress> known = ConcurrentHashMap.newKeySet();

    ReplyBudget(LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
        this.start = nanoTicker.getAsLong();
    }

    /** We send a request there. */
    void called(InetAddress peer) {
        if (!known.contains(peer) && known.size() < MOST_KNOWN) {
            known.add(peer);
        }
    }

    /** Whether an answer may go there; it is counted if so. */
    boolean allows(InetAddress source) {
        if (known.contains(source)) {
            return true;
        }
        long now = nanoTicker.getAsLong() - start;
        int place = (source.hashCode() * 0x9E3779B9) >>> 19;
        return take(sources, place, now, INTERVAL_FOR_SOURCE, BURST_FOR_SOURCE)
                && take(all, 0, now, INTERVAL_IN_ALL, BURST_IN_ALL);
    }

    private static boolean take(AtomicLongArray arrivals, int place, long now, long interval, int burst) {
        while (true) {
            long planned = arrivals.get(place);
            long from = Math.max(planned, now);
            if (from - now > interval * (burst - 1)) {
                return false;
            }
            if (arrivals.compareAndSet(place, planned, from + interval)) {
                return true;
            }
        }
    }
}
