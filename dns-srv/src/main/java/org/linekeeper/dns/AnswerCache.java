package org.linekeeper.dns;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Answer.Authoritative;
import org.linekeeper.dns.Answer.Failed;
import org.linekeeper.dns.Location.Cause;

/**
 * Answers by question. One query per question is under way at a time, whoever waits for it. While DNS is down the last answer
 * is served past its TTL (RFC 8767) and a query is tried at growing pauses, when somebody asks. NXDOMAIN and "no records" are
 * answers and replace what was known before. Safe for use by any thread; a hit completes at once and takes no lock.
 */
final class AnswerCache {
    /**
     * How long an asker waits for a query when there is a stale answer. RFC 8767 5 recommends 1.8 s for
     * this client response timer.
     */
    static final Duration PATIENCE = Duration.ofMillis(1800);

    private static final Failed SLOW = new Failed(Cause.TIMEOUT, "no DNS server has answered yet");

    /** Runs a task after a while, on any thread. */
    interface Delay {
        void after(Duration delay, Runnable task);
    }

    private static final class Slot {
        /** Written only by who holds {@link #underWay}. */
        volatile CacheEntry entry = CacheEntry.EMPTY;

        final AtomicReference<@Nullable CompletableFuture<Known>> underWay = new AtomicReference<>();

        /** For eviction. */
        volatile Instant lastUse = Instant.MIN;
    }

    private final Map<Question, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicBoolean evicting = new AtomicBoolean();
    private final AnswerSource source;
    private final TtlLimits limits;
    private final int maxEntries;
    private final Clock clock;
    private final Delay delay;
    private final Tally tally;

    AnswerCache(AnswerSource source, TtlLimits limits, int maxEntries, Clock clock, Delay delay, Tally tally) {
        this.source = source;
        this.limits = limits;
        this.maxEntries = maxEntries;
        this.clock = clock;
        this.delay = delay;
        this.tally = tally;
    }

    int size() {
        return slots.size();
    }

    /** What can be said at once; null when it takes a query. */
    @Nullable
    Known ready(Question question) {
        Slot slot = slots.get(question);
        if (slot == null) {
            return null;
        }
        Instant now = clock.instant();
        slot.lastUse = now;
        return servedWithoutQuery(slot, now);
    }

    /** Asks DNS if need be. Never completes exceptionally. */
    CompletableFuture<Known> lookup(Question question) {
        Slot slot = slots.get(question);
        if (slot == null) {
            evictIfFull();
            slot = slots.computeIfAbsent(question, key -> new Slot());
        }
        Instant now = clock.instant();
        slot.lastUse = now;
        Known ready = servedWithoutQuery(slot, now);
        return ready == null ? query(question, slot) : CompletableFuture.completedFuture(ready);
    }

    /** What may be served as long as no query is allowed or needed; null when it is time for one. */
    private @Nullable Known servedWithoutQuery(Slot slot, Instant now) {
        CacheEntry entry = slot.entry;
        if (entry.isFresh(now)) {
            tally.cacheHits.increment();
        } else if (entry.mayQuery(now)) {
            return null;
        }
        return counted(entry.serve(now, limits.maxStale()));
    }

    private CompletableFuture<Known> query(Question question, Slot slot) {
        CompletableFuture<Known> mine = new CompletableFuture<>();
        CompletableFuture<Known> other = slot.underWay.compareAndExchange(null, mine);
        if (other != null) {
            if (other.isDone()) {
                tally.staleAnswers.increment();
            }
            return other;
        }
        // Another query may have ended between the first look and the claim.
        Instant now = clock.instant();
        Known ready = servedWithoutQuery(slot, now);
        if (ready != null) {
            slot.underWay.set(null);
            mine.complete(ready);
            return mine;
        }
        if (slot.entry.serveEarly(now, limits.maxStale(), SLOW) != null) {
            delay.after(PATIENCE, () -> completeEarly(slot, mine));
        }
        source.ask(question).thenAccept(answer -> settle(slot, mine, answer));
        return mine;
    }

    private void completeEarly(Slot slot, CompletableFuture<Known> waiting) {
        if (!waiting.isDone()) {
            Known early = slot.entry.serveEarly(clock.instant(), limits.maxStale(), SLOW);
            if (early != null) {
                tally.staleAnswers.increment();
                waiting.complete(early);
            }
        }
    }

    private void settle(Slot slot, CompletableFuture<Known> waiting, Answer answer) {
        Instant now = clock.instant();
        CacheEntry before = slot.entry;
        CacheEntry after = answer instanceof Authoritative newer
                ? before.answered(newer, now, limits)
                : before.failed((Failed) answer, now);
        slot.entry = after;
        slot.underWay.set(null);
        if (answer instanceof Failed) {
            tally.failedQueries.increment();
        }
        if (!waiting.isDone()) {
            waiting.complete(counted(after.serve(now, limits.maxStale())));
        }
    }

    private @Nullable Known counted(@Nullable Known known) {
        if (known != null && known.outage() != null) {
            tally.staleAnswers.increment();
        }
        return known;
    }

    /** Drops the sixteenth that was not used for the longest time, so that the cost of looking is shared by many insertions. */
    private void evictIfFull() {
        if (slots.size() < maxEntries || !evicting.compareAndSet(false, true)) {
            return;
        }
        try {
            List<Question> oldest = slots.entrySet().stream()
                    .map(slot -> Map.entry(slot.getKey(), slot.getValue().lastUse))
                    .sorted(Comparator.comparing(Map.Entry::getValue))
                    .limit(Math.max(1, maxEntries / 16))
                    .map(Map.Entry::getKey)
                    .toList();
            oldest.forEach(slots::remove);
        } finally {
            evicting.set(false);
        }
    }
}
