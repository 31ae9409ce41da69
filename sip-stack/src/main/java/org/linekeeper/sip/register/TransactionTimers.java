package org.linekeeper.sip.register;

import java.time.Duration;
import org.linekeeper.sip.loop.Timers;

/** The times of RFC 3261 17.1.2 in nanoseconds, with the timers of one loop. */
final class TransactionTimers {
    final long t1Nanos;
    final long t2Nanos;
    final long timerFNanos;
    private final Timers timers;
    private final Duration t1;
    private final Duration timerF;

    TransactionTimers(RegisterClientSettings settings, Timers timers) {
        this.timers = timers;
        this.t1 = settings.t1();
        this.timerF = settings.timerF();
        this.t1Nanos = t1.toNanos();
        this.t2Nanos = settings.t2().toNanos();
        this.timerFNanos = timerF.toNanos();
    }

    Timers.Timeout schedule(long nanos, Runnable task) {
        Duration delay = nanos == t1Nanos ? t1 : nanos == timerFNanos ? timerF : Duration.ofNanos(nanos);
        return timers.schedule(delay, task);
    }
}
