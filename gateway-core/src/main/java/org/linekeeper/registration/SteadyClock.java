package org.linekeeper.registration;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/** The time of day when it was made, going on by the nano ticker: it does not jump when somebody sets the system clock. */
public final class SteadyClock extends Clock {
    private final Instant start;
    private final LongSupplier nanos;
    private final long startNanos;
    private final long startSinceEpoch;

    public SteadyClock(Clock wall, LongSupplier nanos) {
        this.start = wall.instant();
        this.nanos = nanos;
        this.startSinceEpoch = TargetPacer.nanos(start);
        this.startNanos = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }

    @Override
    public long millis() {
        return Math.floorDiv(sinceEpoch(), 1_000_000L);
    }

    /** Nanoseconds since 1970 by any clock; without making an object of them where the clock is one of these. */
    static long nanos(Clock clock) {
        return clock instanceof SteadyClock steady ? steady.sinceEpoch() : TargetPacer.nanos(clock.instant());
    }

    private long sinceEpoch() {
        return startSinceEpoch + (nanos.getAsLong() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("This clock is asked for instants only");
    }
}
