package org.linekeeper.dns;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Answer.Alias;
import org.linekeeper.dns.Answer.Authoritative;
import org.linekeeper.dns.Answer.Failed;
import org.linekeeper.dns.Answer.Records;

/**
 * What the cache knows about one question. Immutable and pure.
 *
 * <p>A wall clock that is set back never lengthens a life: an answer from the future is not fresh and a failure in the
 * future holds up no query.
 *
 * @param answer the last thing that DNS asserted, however old
 * @param fetched when the answer came
 * @param expires when its bounded TTL ends
 * @param failures failed queries since the last answer
 * @param failure the last of them
 * @param failedAt when that was
 */
record CacheEntry(
        @Nullable Authoritative answer,
        Instant fetched,
        Instant expires,
        int failures,
        @Nullable Failed failure,
        Instant failedAt) {
    /** A question never asked. */
    static final CacheEntry EMPTY = new CacheEntry(null, Instant.MIN, Instant.MIN, 0, null, Instant.MIN);

    /**
     * The longest pause between two queries for a name that fails. RFC 8767 5 recommends 30 s to resolvers that speak to
     * the authoritative servers of others; this one asks its own resolver, which paces, and PBX users wait for recovery.
     */
    static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    boolean isFresh(Instant now) {
        return answer != null && !now.isBefore(fetched) && now.isBefore(expires);
    }

    /** Whether a query is allowed now; false while the pause after a failure lasts. */
    boolean mayQuery(Instant now) {
        return failure == null || now.isBefore(failedAt) || !now.isBefore(failedAt.plus(pause()));
    }

    CacheEntry answered(Authoritative newer, Instant now, TtlLimits limits) {
        return new CacheEntry(newer, now, now.plus(bounded(newer, limits)), 0, null, Instant.MIN);
    }

    /** A failure is not an answer: the last answer stays. */
    CacheEntry failed(Failed newer, Instant now) {
        return new CacheEntry(answer, fetched, expires, failures + 1, newer, now);
    }

    /** The answer, fresh or stale, else the failure; null when there is nothing that may be served. */
    @Nullable
    Known serve(Instant now, Duration maxStale) {
        if (answer != null && isFresh(now)) {
            return new Known(answer, expires, null);
        }
        if (failure == null) {
            return null;
        }
        if (answer != null && mayServeStale(now, maxStale)) {
            return new Known(answer, nextQuery(now), failure);
        }
        return new Known(failure, nextQuery(now), null);
    }

    /** The stale answer before its query has failed, because the asker has waited long enough; null when there is none. */
    @Nullable
    Known serveEarly(Instant now, Duration maxStale, Failed outage) {
        return answer != null && mayServeStale(now, maxStale) ? new Known(answer, nextQuery(now), outage) : null;
    }

    private boolean mayServeStale(Instant now, Duration maxStale) {
        return now.isBefore(expires.plus(maxStale));
    }

    private Instant nextQuery(Instant now) {
        Instant next = failedAt.plus(pause());
        return next.isAfter(now) ? next : now.plusSeconds(1);
    }

    private Duration pause() {
        Duration doubled = Duration.ofSeconds(1L << Math.min(10, Math.max(0, failures - 1)));
        return doubled.compareTo(MAX_PAUSE) < 0 ? doubled : MAX_PAUSE;
    }

    private static Duration bounded(Authoritative answer, TtlLimits limits) {
        boolean positive = answer instanceof Records || answer instanceof Alias;
        Duration max = positive ? limits.max() : limits.maxNegative();
        Duration ttl = answer.ttl().compareTo(max) < 0 ? answer.ttl() : max;
        return ttl.compareTo(limits.min()) < 0 ? limits.min() : ttl;
    }
}
