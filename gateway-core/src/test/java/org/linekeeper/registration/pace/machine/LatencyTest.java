package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LatencyTest {
    private static final long MS = 1_000_000L;

    private final Latency latency = new Latency();

    @Test
    void quantilesAreExactToAQuarter() {
        assertThat(latency.median()).isZero();
        for (int i = 1; i <= 400; i++) {
            latency.record(i * MS);
        }
        assertThat(latency.median()).isBetween(160 * MS, 250 * MS);
        assertThat(latency.p95()).isBetween(304 * MS, 475 * MS);
    }

    @Test
    void oldAnswersFade() {
        for (int i = 0; i < 10_000; i++) {
            latency.record(10 * MS);
        }
        for (int i = 0; i < 1_100; i++) {
            latency.record(300 * MS);
        }
        assertThat(latency.median()).isBetween(240 * MS, 375 * MS);
        assertThat(latency.isSlow()).isFalse();
    }

    @Test
    void threeTimesTheMedianIsSlow() {
        for (int i = 0; i < 200; i++) {
            latency.record(50 * MS);
        }
        assertThat(latency.isSlow()).isFalse();
        for (int i = 0; i < 14; i++) {
            assertThat(latency.isSlow()).isFalse();
            latency.record(200 * MS);
        }
        assertThat(latency.isSlow()).isTrue();
        for (int i = 0; i < 3; i++) {
            latency.record(50 * MS);
        }
        assertThat(latency.isSlow()).isFalse();
    }

    /** RFC 3261 17.1.2.2: a REGISTER whose answer is lost is sent again after T1 (500 ms), then after twice and four times that. */
    @Test
    void lostPacketsAreNoSlowTarget() {
        for (int i = 0; i < 10_000; i++) {
            latency.record((i % 3 == 0 ? 1_550 : i % 7 == 0 ? 3_550 : 50) * MS);
            assertThat(latency.isSlow()).isFalse();
        }
    }

    /** Our own pauses last as long. */
    @Test
    void nothingBelowATenthOfASecondIsSlow() {
        for (int i = 0; i < 200; i++) {
            latency.record(MS / 2);
        }
        for (int i = 0; i < 20; i++) {
            latency.record(90 * MS);
        }
        assertThat(latency.isSlow()).isFalse();
    }

    @Test
    void theLongestAndTheShortestAreCounted() {
        latency.record(0);
        latency.record(Long.MAX_VALUE);
        assertThat(latency.p95()).isGreaterThan(100_000 * MS);
    }
}
