package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.Answer.Failed;
import org.linekeeper.dns.Answer.NoName;
import org.linekeeper.dns.Answer.Records;
import org.linekeeper.dns.Location.Cause;

/** The cache with a clock, a DNS and timers of the test's own. */
class AnswerCacheTest {
    static final Question QUESTION = new Question("pbx.test", RecordType.A);
    static final Failed DOWN = new Failed(Cause.TIMEOUT, "down");

    final TestClock clock = new TestClock();
    final Deque<CompletableFuture<Answer>> asked = new ArrayDeque<>();
    final List<Runnable> timers = new ArrayList<>();
    final Tally tally = new Tally();
    int queries;

    AnswerCache cache = cache(TtlLimits.defaults(), 1000);

    AnswerCache cache(TtlLimits limits, int maxEntries) {
        return new AnswerCache(
                question -> {
                    queries++;
                    CompletableFuture<Answer> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                },
                limits,
                maxEntries,
                clock,
                (delay, task) -> {
                    assertThat(delay).isEqualTo(AnswerCache.PATIENCE);
                    timers.add(task);
                },
                tally);
    }

    static Records records(long ttlSeconds) {
        return records(ttlSeconds, 1);
    }

    static Records records(long ttlSeconds, int last) {
        return new Records(
                List.of(new ResourceRecord.Address(ScriptedDnsBench.address("127.77.1." + last))),
                Duration.ofSeconds(ttlSeconds));
    }

    Known lookup(Answer answer) {
        CompletableFuture<Known> known = cache.lookup(QUESTION);
        asked.remove().complete(answer);
        return known.join();
    }

    Known hit() {
        int before = queries;
        CompletableFuture<Known> known = cache.lookup(QUESTION);
        assertThat(queries).isEqualTo(before);
        assertThat(known).isDone();
        return known.join();
    }

    @Test
    void anAnswerIsUsedForItsTtl() {
        Known first = lookup(records(60));
        assertThat(first.validUntil()).isEqualTo(TestClock.START.plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));
        assertThat(hit()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(lookup(records(60, 2)).answer()).isEqualTo(records(60, 2));
    }

    @Test
    void ttlsAreBounded() {
        assertThat(lookup(records(0)).validUntil()).isEqualTo(TestClock.START.plusSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(lookup(records(1L << 32)).validUntil())
                .isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        clock.advance(Duration.ofHours(1));
        assertThat(lookup(new NoName(Duration.ofDays(1))).validUntil())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
    }

    @Test
    void oneQueryServesAllWhoWait() {
        CompletableFuture<Known> first = cache.lookup(QUESTION);
        CompletableFuture<Known> second = cache.lookup(QUESTION);
        assertThat(queries).isEqualTo(1);
        assertThat(first).isNotDone();
        asked.remove().complete(records(60));
        assertThat(second.join()).isEqualTo(first.join());
    }

    @Test
    void whileDnsIsDownTheLastAnswerIsServedAndQueriesAreFewerAndFewer() {
        lookup(records(60));
        clock.advance(Duration.ofSeconds(60));
        Known stale = lookup(DOWN);
        assertThat(stale.answer()).isEqualTo(records(60));
        assertThat(stale.outage()).isEqualTo(DOWN);
        queries = 0;
        for (int second = 1; second <= 600; second++) {
            clock.advance(Duration.ofSeconds(1));
            CompletableFuture<Known> known = cache.lookup(QUESTION);
            if (!asked.isEmpty()) {
                asked.remove().complete(DOWN);
            }
            assertThat(known.join().answer()).isEqualTo(records(60));
        }
        // 1, 2, 4, 8 s and then one in 10 s.
        assertThat(queries).isBetween(60, 63);
        assertThat(tally.staleAnswers.sum()).isEqualTo(601);
    }

    @Test
    void recoveryIsSeenWithTheNextQuery() {
        lookup(records(60));
        clock.advance(Duration.ofSeconds(60));
        lookup(DOWN);
        clock.advance(Duration.ofSeconds(1));
        Known fresh = lookup(records(60, 2));
        assertThat(fresh.outage()).isNull();
        assertThat(fresh.answer()).isEqualTo(records(60, 2));
    }

    @Test
    void staleAnswersHaveAnEnd() {
        lookup(records(60));
        clock.advance(Duration.ofSeconds(60).plus(Duration.ofHours(24)).minusSeconds(1));
        assertThat(lookup(DOWN).answer()).isEqualTo(records(60));
        clock.advance(Duration.ofSeconds(1));
        assertThat(lookup(DOWN).answer()).isEqualTo(DOWN);
    }

    @Test
    void servingStaleCanBeTurnedOff() {
        cache = cache(TtlLimits.defaults().withMaxStale(Duration.ZERO), 1000);
        lookup(records(60));
        clock.advance(Duration.ofSeconds(60));
        assertThat(lookup(DOWN).answer()).isEqualTo(DOWN);
    }

    @Test
    void nxdomainReplacesTheLastAnswer() {
        lookup(records(60));
        clock.advance(Duration.ofSeconds(60));
        assertThat(lookup(new NoName(Duration.ofSeconds(30))).answer()).isInstanceOf(NoName.class);
        clock.advance(Duration.ofSeconds(30));
        assertThat(lookup(DOWN).answer()).isInstanceOf(NoName.class);
    }

    @Test
    void aSlowDnsIsNotWaitedForWhenThereIsAStaleAnswer() {
        lookup(records(60));
        clock.advance(Duration.ofSeconds(60));
        CompletableFuture<Known> waiting = cache.lookup(QUESTION);
        assertThat(waiting).isNotDone();
        timers.remove(0).run();
        assertThat(waiting.join().answer()).isEqualTo(records(60));
        assertThat(waiting.join().outage()).isNotNull();
        assertThat(hit().answer()).isEqualTo(records(60));
        assertThat(tally.staleAnswers.sum()).isEqualTo(2);
        asked.remove().complete(records(60, 2));
        assertThat(hit().answer()).isEqualTo(records(60, 2));
    }

    @Test
    void theTimerAfterTheAnswerDoesNothing() {
        lookup(records(60));
        clock.advance(Duration.ofSeconds(60));
        lookup(records(60, 2));
        timers.remove(0).run();
        assertThat(hit().answer()).isEqualTo(records(60, 2));
        assertThat(tally.staleAnswers.sum()).isZero();
    }

    @Test
    void withoutAStaleAnswerNoTimerIsSet() {
        lookup(DOWN);
        assertThat(timers).isEmpty();
        assertThat(hit().answer()).isEqualTo(DOWN);
    }

    @Test
    void aClockSetBackNeverLengthensALife() {
        lookup(records(60));
        clock.advance(Duration.ofHours(-1));
        assertThat(lookup(records(60, 2)).answer()).isEqualTo(records(60, 2));
        clock.advance(Duration.ofSeconds(60));
        lookup(DOWN);
        clock.advance(Duration.ofHours(-1));
        assertThat(lookup(records(60, 3)).answer()).isEqualTo(records(60, 3));
    }

    @Test
    void theLeastUsedEntriesMakeRoom() {
        cache = cache(TtlLimits.defaults(), 32);
        lookup(records(3600));
        for (int i = 0; i < 1000; i++) {
            clock.advance(Duration.ofSeconds(1));
            hit();
            CompletableFuture<Known> other = cache.lookup(new Question("n" + i + ".test", RecordType.A));
            asked.remove().complete(records(60));
            assertThat(other).isDone();
            assertThat(cache.size()).isLessThanOrEqualTo(32);
        }
    }
}
