package org.linekeeper.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many refused calls of untrusted sources get a record: enough to see who knocks and to find a forgotten network in the
 * settings, too few to fill a disk. One a second, and some at once after a pause. Any thread.
 */
final class StrangerRecords {
    static final int AT_ONCE = 20;
    private static final Duration EACH = Duration.ofSeconds(1);

    private final Clock clock;
    private final LongAdder unrecorded = new LongAdder();
    private Instant planned = Instant.EPOCH;

    StrangerRecords(Clock clock) {
        this.clock = clock;
    }

    /** Whether the next one gets a record; it is counted if not. */
    boolean isRecorded() {
        boolean recorded = take();
        if (!recorded) {
            unrecorded.increment();
        }
        return recorded;
    }

    long unrecorded() {
        return unrecorded.sum();
    }

    /** The leaky bucket of ITU-T I.371. */
    private synchronized boolean take() {
        Instant now = clock.instant();
        Instant from = planned.isBefore(now) ? now : planned;
        if (Duration.between(now, from).compareTo(EACH.multipliedBy(AT_ONCE - 1)) > 0) {
            return false;
        }
        planned = from.plus(EACH);
        return true;
    }
}
