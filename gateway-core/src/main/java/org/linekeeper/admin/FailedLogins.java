package org.linekeeper.admin;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong tokens by source, as a bucket that empties by one at each failure and fills again with time. Holds a bounded
 * number of sources: the one that failed longest ago gives way. Used on the event loop only.
 */
final class FailedLogins {
    private static final int MOST_SOURCES = 10_000;
    private static final int IPV6_GROUPS = 8;

    private final int burst;
    private final long nanosPerFailure;
    private final LongSupplier nanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    private record Bucket(double left, long at) {}

    /**
     * Starts with no failures.
     *
     * @param perMinute failures that a source may have at once, and in each minute
     * @param nanos a monotonic clock in nanoseconds
     */
    FailedLogins(int perMinute, LongSupplier nanos) {
        this.burst = perMinute;
        this.nanosPerFailure = 60_000_000_000L / perMinute;
        this.nanos = nanos;
    }

    /**
     * Notes a failure; false when this source has had too many.
     *
     * @param source an IP literal
     */
    boolean note(String source) {
        String key = key(source);
        long now = nanos.getAsLong();
        Bucket before = buckets.getOrDefault(key, new Bucket(burst, now));
        double left = Math.min(burst, before.left() + (double) (now - before.at()) / nanosPerFailure);
        boolean within = left >= 1;
        buckets.put(key, new Bucket(within ? left - 1 : left, now));
        return within;
    }

    /** Seconds until a source may fail once more, at least 1. */
    long secondsToWait() {
        return Math.max(1, nanosPerFailure / 1_000_000_000L);
    }

    int sources() {
        return buckets.size();
    }

    /** One host commands a whole IPv6 /64, so that counts as one source. The JDK writes all eight groups of an address. */
    private static String key(String source) {
        String[] groups = source.split(":", -1);
        return groups.length < IPV6_GROUPS ? source : String.join(":", Arrays.copyOf(groups, IPV6_GROUPS / 2));
    }
}
