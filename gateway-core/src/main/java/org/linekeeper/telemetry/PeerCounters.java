package org.linekeeper.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts OPTIONS by peer and result. The first peers have series of their own, all later ones share "other". */
final class PeerCounters {
    static final int MOST = 200;

    private final Map<String, CodeCounter> peers = new ConcurrentHashMap<>();
    private final Metrics metrics;

    PeerCounters(Metrics metrics) {
        this.metrics = metrics;
    }

    void increment(String peer, String result) {
        CodeCounter known = peers.get(peer);
        CodeCounter results = known != null
                ? known
                : peers.computeIfAbsent(peers.size() < MOST ? peer : CodeCounter.OTHER, this::counter);
        results.increment(result);
    }

    private CodeCounter counter(String peer) {
        return new CodeCounter(result -> metrics.counter(
                "linekeeper.options", "OPTIONS sent to peers of direct routes", "peer", peer, "result", result));
    }
}
