package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.loop.Timers;

/** When a connection ends on which an old certificate was shown. */
class FlowRetirementTest {
    private final Queue<Runnable> timers = new ArrayDeque<>();
    private Duration passed = Duration.ZERO;
    private long moves;
    private int ended;
    private final FlowRetirement retirement = new FlowRetirement(this::schedule, () -> moves, () -> ended++);

    private Timers.Timeout schedule(Duration delay, Runnable task) {
        timers.add(() -> {
            passed = passed.plus(delay);
            task.run();
        });
        return () -> timers.remove(task);
    }

    private void next() {
        timers.remove().run();
    }

    @Test
    void nothingHappensWhileACallMayRing() {
        retirement.begin();
        next();
        assertThat(passed).isEqualTo(FlowRetirement.STILL_RINGING);
        assertThat(ended).isZero();
    }

    @Test
    void aQuietOneEnds() {
        retirement.begin();
        next();
        next();
        assertThat(ended).isEqualTo(1);
        assertThat(passed).isEqualTo(FlowRetirement.STILL_RINGING.plus(FlowRetirement.QUIET));
        assertThat(timers).isEmpty();
    }

    @Test
    void whoIsInTheMiddleOfSomethingIsWaitedForButNotForEver() {
        retirement.begin();
        next();
        for (int i = 1; i < FlowRetirement.TRIES; i++) {
            moves++;
            next();
            assertThat(ended).isZero();
        }
        moves++;
        next();
        assertThat(ended).isEqualTo(1);
        assertThat(timers).isEmpty();
    }
}
