package org.linekeeper.registration.pace.machine;

/**
 * How long answers take: counts in buckets a quarter wider each, halved again and again so that old answers fade. Quantiles are
 * exact to a quarter.
 */
final class Latency {
    private static final double LEAST = 100_000;
    private static final double STEP = Math.log(1.25);
    /** Up to 125 s, which is more than any transaction lasts. */
    private static final int BUCKETS = 64;
    /** The counts are halved when there are so many. */
    private static final int MEMORY = 512;
    /** Quantiles are made anew after so many answers. */
    private static final int REFRESH = 16;
    /** Fewer answers tell nothing about what is usual. */
    private static final int ENOUGH = 64;
    /** Below this nothing is slow, whatever is usual: pauses of this process last as long. */
    private static final long NEVER_SLOW = 100_000_000L;

    private static final int LAST = 16;
    /**
     * So many of the last answers have to be slow. A packet that is lost makes one answer slow whatever the target bears, and with a
     * fifth of them lost a third of the answers; one that is overloaded answers all slowly.
     */
    private static final int SLOW_OF_LAST = 14;

    private final float[] counts = new float[BUCKETS];
    private float total;
    private int unseen;
    /** One bit for each of the last answers. */
    private int slow;

    private long median;
    private long p95;

    void record(long nanos) {
        double width = Math.log(Math.max(LEAST, (double) nanos) / LEAST) / STEP;
        counts[(int) Math.min(BUCKETS - 1, width)]++;
        total++;
        slow = (slow << 1 | (nanos > NEVER_SLOW && nanos > 3 * median ? 1 : 0)) & ((1 << LAST) - 1);
        if (total >= MEMORY) {
            fade();
        }
        if (++unseen >= REFRESH || total < REFRESH) {
            unseen = 0;
            median = quantile(0.5);
            p95 = quantile(0.95);
        }
    }

    /** Whether nearly all of the last answers took more than three times as long as is usual. */
    boolean isSlow() {
        return total >= ENOUGH && Integer.bitCount(slow) >= SLOW_OF_LAST;
    }

    /** Nanoseconds; 0 before the first answer. */
    long median() {
        return median;
    }

    long p95() {
        return p95;
    }

    private void fade() {
        total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            counts[i] /= 2;
            total += counts[i];
        }
    }

    private long quantile(double share) {
        double before = 0;
        for (int i = 0; i < BUCKETS; i++) {
            before += counts[i];
            if (before >= share * total) {
                // the middle of the bucket
                return (long) (LEAST * Math.exp((i + 0.5) * STEP));
            }
        }
        return 0;
    }
}
