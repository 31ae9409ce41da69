package org.linekeeper.bench.generator;

import java.time.Duration;

/**
 * Calls to place.
 *
 * @param rate calls a second, 1 or more
 * @param calls how many, 1 or more
 * @param talk from ACK to BYE
 */
public record LoadPlan(int rate, int calls, Duration talk) {
    private static final long SECOND = 1_000_000_000L;

    /** Nanoseconds from the first call to this one, the first being 0; of the one after the last, how long calls are placed. */
    long dueNanos(int call) {
        return call * SECOND / rate;
    }
}
