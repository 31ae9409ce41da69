package org.linekeeper.sip.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int SLOTS = 16;

    private long now = 123_456_789;
    private final TimerWheel wheel = new TimerWheel(TICK, SLOTS, () -> now);
    private final List<String> fired = new ArrayList<>();

    @Test
    void firesNeitherEarlyNorMoreThanATickLate() {
        wheel.schedule(Duration.ofMillis(25), () -> fired.add("a"));
        forward(Duration.ofMillis(25).minusNanos(1));
        assertThat(fired).isEmpty();
        forward(Duration.ofNanos(1));
        assertThat(fired).containsExactly("a");
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void firesAfterManyTurnsOfTheWheel() {
        wheel.schedule(Duration.ofMillis(10L * SLOTS * 3 + 5), () -> fired.add("late"));
        for (int i = 0; i < SLOTS * 3; i++) {
            forward(TICK);
        }
        assertThat(fired).isEmpty();
        forward(TICK);
        assertThat(fired).containsExactly("late");
    }

    /** Beyond the last turn that the outer wheel tells apart. */
    @Test
    void firesAfterManyTurnsOfTheOuterWheel() {
        Duration delay = TICK.multipliedBy(SLOTS * 256L * 3 + 7);
        wheel.schedule(delay, () -> fired.add("late"));
        Timers.Timeout cancelled = wheel.schedule(delay, () -> fired.add("never"));
        wheel.schedule(delay.minus(TICK), () -> fired.add("before"));
        for (int i = 0; i < SLOTS * 256 * 3; i++) {
            forward(TICK);
        }
        assertThat(fired).isEmpty();
        cancelled.cancel();
        forward(TICK.multipliedBy(6));
        assertThat(fired).containsExactly("before");
        forward(TICK);
        assertThat(fired).containsExactly("before", "late");
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void timersOfOneSlotFireInTheOrderInWhichTheyWereSet() {
        wheel.schedule(TICK.multipliedBy(SLOTS * 2), () -> fired.add("first"));
        forward(TICK.multipliedBy(SLOTS));
        wheel.schedule(TICK.multipliedBy(SLOTS), () -> fired.add("second"));
        forward(TICK.multipliedBy(SLOTS - 1));
        wheel.schedule(TICK, () -> fired.add("third"));
        forward(TICK);
        assertThat(fired).containsExactly("first", "second", "third");
    }

    @Test
    void catchesUpAfterALongPauseOfTheOuterWheelToo() {
        for (int i = 1; i <= 1_000; i++) {
            int number = i;
            wheel.schedule(TICK.multipliedBy(i * 7L), () -> fired.add("t" + number));
        }
        forward(TICK.multipliedBy(SLOTS * 256L * 5));
        assertThat(fired).hasSize(1_000);
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void catchesUpAfterALongPause() {
        for (int i = 1; i <= 100; i++) {
            int number = i;
            wheel.schedule(Duration.ofMillis(i * 7L), () -> fired.add("t" + number));
        }
        forward(Duration.ofSeconds(10));
        assertThat(fired).hasSize(100);
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void zeroDelayFiresAtTheNextAdvanceAndNotInsideOfTheSameOne() {
        wheel.schedule(Duration.ZERO, () -> {
            fired.add("first");
            wheel.schedule(Duration.ZERO, () -> fired.add("second"));
        });
        wheel.advance();
        assertThat(fired).containsExactly("first");
        wheel.advance();
        assertThat(fired).containsExactly("first", "second");
    }

    @Test
    void aCancelledTimerNeverFiresAndIsNotCounted() {
        Timers.Timeout timeout = wheel.schedule(TICK, () -> fired.add("x"));
        assertThat(wheel.pending()).isOne();
        timeout.cancel();
        timeout.cancel();
        assertThat(wheel.pending()).isZero();
        forward(Duration.ofSeconds(1));
        assertThat(fired).isEmpty();
    }

    @Test
    void aTimerCanCancelAnotherThatIsDueWithIt() {
        Timers.Timeout[] second = new Timers.Timeout[1];
        wheel.schedule(TICK, () -> second[0].cancel());
        second[0] = wheel.schedule(TICK, () -> fired.add("second"));
        forward(TICK.multipliedBy(2));
        assertThat(fired).isEmpty();
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void cancellingAfterFiringChangesNothing() {
        Timers.Timeout timeout = wheel.schedule(TICK, () -> fired.add("x"));
        wheel.schedule(TICK.multipliedBy(5), () -> fired.add("y"));
        forward(TICK);
        timeout.cancel();
        assertThat(wheel.pending()).isOne();
    }

    /** Places are used again, and who set the timer before may hold on to it. */
    @Test
    void cancellingATimerThatIsOverDoesNotTouchTheOneInItsPlace() {
        Timers.Timeout fires = wheel.schedule(TICK, () -> fired.add("first"));
        Timers.Timeout cancelled = wheel.schedule(TICK.multipliedBy(5), () -> fired.add("never"));
        forward(TICK);
        cancelled.cancel();
        wheel.schedule(TICK, () -> fired.add("second"));
        wheel.schedule(TICK, () -> fired.add("third"));
        fires.cancel();
        cancelled.cancel();
        assertThat(wheel.pending()).isEqualTo(2);
        forward(TICK);
        assertThat(fired).containsExactly("first", "second", "third");
    }

    /** More at once than it had room for. */
    @Test
    void aCrowdFiresInTheOrderOfItsTimes() {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            wheel.schedule(TICK.multipliedBy(1 + i / 100), () -> order.add(number));
        }
        for (int i = 0; i <= 100; i++) {
            forward(TICK);
        }
        assertThat(order).hasSize(10_000).isSorted();
    }

    @Test
    void aTaskThatThrowsDoesNotStopTheOthers() {
        wheel.schedule(TICK, () -> {
            throw new IllegalStateException("expected by the test");
        });
        wheel.schedule(TICK, () -> fired.add("other"));
        forward(TICK);
        assertThat(fired).containsExactly("other");
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void refusesANegativeDelay() {
        assertThatThrownBy(() -> wheel.schedule(Duration.ofMillis(-1), () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsItsPromiseForRandomTimers(long seed) {
        Random random = new Random(seed);
        Map<Integer, Long> deadlines = new HashMap<>();
        Map<Integer, Timers.Timeout> timeouts = new HashMap<>();
        List<Integer> wrong = new ArrayList<>();
        long[] lastAdvance = {now};
        for (int i = 0; i < 3_000; i++) {
            int id = i;
            Duration delay = Duration.ofNanos(random.nextLong(3_000_000_000L));
            long deadline = now + delay.toNanos();
            deadlines.put(id, deadline);
            timeouts.put(id, wheel.schedule(delay, () -> {
                Long expected = deadlines.remove(id);
                if (expected == null || expected > now || expected < lastAdvance[0]) {
                    wrong.add(id);
                }
            }));
            if (random.nextInt(3) == 0) {
                int victim = random.nextInt(i + 1);
                timeouts.get(victim).cancel();
                deadlines.remove(victim);
            }
            assertThat(wheel.pending()).isEqualTo(deadlines.size());
            now += random.nextLong(12_000_000);
            wheel.advance();
            lastAdvance[0] = now + 1;
        }
        forward(Duration.ofSeconds(4));
        assertThat(wrong).isEmpty();
        assertThat(deadlines).isEmpty();
        assertThat(wheel.pending()).isZero();
    }

    private void forward(Duration duration) {
        now += duration.toNanos();
        wheel.advance();
    }

    @Test
    void aTaskThatHoldsItsTimerIsItsOwnTimeout() {
        Counting task = new Counting();
        Timers.Timeout timeout = wheel.schedule(TICK, task);
        assertThat(timeout).isSameAs(task);
        timeout.cancel();
        assertThat(wheel.pending()).isZero();

        wheel.schedule(TICK, task);
        forward(TICK.multipliedBy(2));
        assertThat(task.runs).isEqualTo(1);

        Timers.Timeout other = wheel.schedule(TICK, () -> fired.add("other"));
        task.cancel();
        assertThat(wheel.pending()).as("its place is another's now").isEqualTo(1);
        other.cancel();
    }

    @Test
    void aSecondTimerOfATaskHasATimeoutOfItsOwn() {
        Counting task = new Counting();
        Timers.Timeout first = wheel.schedule(TICK, task);
        Timers.Timeout second = wheel.schedule(TICK.multipliedBy(5), task);
        assertThat(second).isNotSameAs(task);
        second.cancel();
        assertThat(wheel.pending()).isEqualTo(1);
        first.cancel();
        assertThat(wheel.pending()).isZero();
    }

    private static final class Counting extends TimerTask {
        private int runs;

        @Override
        public void run() {
            runs++;
        }
    }
}
