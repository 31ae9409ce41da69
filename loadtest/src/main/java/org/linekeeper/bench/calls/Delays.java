package org.linekeeper.bench.calls;

import java.util.Arrays;

/** Post-dial delays, in milliseconds. */
final class Delays {
    private final double[] sorted;

    Delays(double[] millis) {
        sorted = millis.clone();
        Arrays.sort(sorted);
    }

    int count() {
        return sorted.length;
    }

    /** The smallest that at least this share is not above. */
    double quantile(double share) {
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
