package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.machine.LegTimer;
import org.linekeeper.config.CallSettings;

class LegTimersTest {
    private static final CallSettings SETTINGS =
            new CallSettings(10, 10, Duration.ofSeconds(20), Duration.ofSeconds(2));

    private final List<Duration> delays = new ArrayList<>();

    private List<Duration> glares(long seed, boolean ownCallId) {
        delays.clear();
        LegTimers timers = new LegTimers(
                (delay, task) -> {
                    delays.add(delay);
                    return () -> {};
                },
                SETTINGS,
                new Random(seed),
                ownCallId,
                timer -> {});
        for (int i = 0; i < 5_000; i++) {
            timers.start(LegTimer.GLARE);
        }
        return List.copyOf(delays);
    }

    /** RFC 3261 14.1. */
    @Test
    void waitAfterGlareIsOfTheOwnerOfTheCallIdOrNot() {
        assertRange(glares(1, true), 2_100, 4_000);
        assertRange(glares(1, false), 0, 2_000);
    }

    private static void assertRange(List<Duration> waits, int from, int to) {
        Set<Duration> all = new HashSet<>(waits);
        assertThat(all).contains(Duration.ofMillis(from), Duration.ofMillis(to)).hasSize((to - from) / 10 + 1);
        assertThat(all).allMatch(wait -> wait.toMillis() >= from && wait.toMillis() <= to);
        assertThat(all).allMatch(wait -> wait.toMillis() % 10 == 0);
    }

    @Test
    void sameRandomnessGivesSameWaits() {
        assertThat(glares(7, true)).isEqualTo(glares(7, true)).isNotEqualTo(glares(8, true));
    }
}
