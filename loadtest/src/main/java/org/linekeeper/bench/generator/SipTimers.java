package org.linekeeper.bench.generator;

/** RFC 3261 17, table 4: nanoseconds over UDP. */
final class SipTimers {
    static final long T1 = 500_000_000L;
    static final long T2 = 4_000_000_000L;

    /** Timers B, F and H. */
    static final long LAST = 64 * T1;

    private SipTimers() {}

    /** The next interval of what doubles up to T2: timers E and G. */
    static long doubled(long interval) {
        return Math.min(2 * interval, T2);
    }
}
