package org.linekeeper.dns;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The running counters behind {@link DnsCounters}. Safe for use by any thread. */
final class Tally {
    final LongAdder queries = new LongAdder();
    final LongAdder cacheHits = new LongAdder();
    final LongAdder staleAnswers = new LongAdder();
    final LongAdder failedQueries = new LongAdder();
    final LongAdder tcpRetries = new LongAdder();
    final LongAdder ignoredReplies = new LongAdder();
    private final Map<Location.Cause, LongAdder> notFound = new EnumMap<>(Location.Cause.class);

    Tally() {
        for (Location.Cause cause : Location.Cause.values()) {
            notFound.put(cause, new LongAdder());
        }
    }

    void notFound(Location.Cause cause) {
        notFound.computeIfPresent(cause, (key, adder) -> {
            adder.increment();
            return adder;
        });
    }

    DnsCounters snapshot(long cacheEntries) {
        Map<Location.Cause, Long> causes = new EnumMap<>(Location.Cause.class);
        notFound.forEach((cause, adder) -> causes.put(cause, adder.sum()));
        return new DnsCounters(
                queries.sum(),
                cacheHits.sum(),
                staleAnswers.sum(),
                failedQueries.sum(),
                tcpRetries.sum(),
                ignoredReplies.sum(),
                cacheEntries,
                causes);
    }
}
