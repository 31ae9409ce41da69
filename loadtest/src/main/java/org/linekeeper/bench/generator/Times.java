package org.linekeeper.bench.generator;

import org.HdrHistogram.Histogram;

/** How long something took, of every call; in steps of a thousandth. For one thread. */
final class Times {
    private static final long MOST_MICROS = 120_000_000;
    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(MOST_MICROS, DIGITS);
    private final long limitNanos;
    private long within;

    /** @param limitNanos how many took at most so long is counted too */
    Times(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    void record(long nanos) {
        micros.recordValue(Math.min(MOST_MICROS, Math.max(0, nanos / 1_000)));
        within += nanos <= limitNanos ? 1 : 0;
    }

    TimesReport report() {
        return new TimesReport(
                micros.getTotalCount(),
                within,
                millis(50),
                millis(90),
                millis(99),
                millis(99.9),
                micros.getMaxValue() / 1_000.0);
    }

    private double millis(double percentile) {
        return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
