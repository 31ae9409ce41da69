package org.linekeeper.dns;

import java.time.Duration;

/**
 * How long answers are kept, whatever their TTL says.
 *
 * @param min an answer is used for at least that long, so this bounds the queries for one name; 1 second to {@code max}
 * @param max a longer TTL is cut to this; up to 7 days
 * @param maxNegative a longer negative TTL (RFC 2308) is cut to this
 * @param maxStale how long after its TTL an answer may still be served while DNS is down (RFC 8767); zero turns that off;
 *     up to 30 days
 */
public record TtlLimits(Duration min, Duration max, Duration maxNegative, Duration maxStale) {
    public TtlLimits {
        if (min.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("the smallest TTL must be 1 s or more, it is " + min);
        }
        if (max.compareTo(min) < 0 || maxNegative.compareTo(min) < 0) {
            throw new IllegalArgumentException("the longest TTLs (" + max + ", negative " + maxNegative
                    + ") must not be below the smallest, " + min);
        }
        if (max.compareTo(Duration.ofDays(7)) > 0 || maxNegative.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "the longest TTL must be 7 days or less and not below the longest negative TTL, they are " + max
                            + " and " + maxNegative);
        }
        if (maxStale.isNegative() || maxStale.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalArgumentException("the longest stale age must be 0 to 30 days, it is " + maxStale);
        }
    }

    /** 1 second to 1 hour, negative up to 5 minutes, stale up to 24 hours. */
    public static TtlLimits defaults() {
        return new TtlLimits(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofHours(24));
    }

    /** The same limits with another longest stale age. */
    public TtlLimits withMaxStale(Duration maxStale) {
        return new TtlLimits(min, max, maxNegative, maxStale);
    }
}
