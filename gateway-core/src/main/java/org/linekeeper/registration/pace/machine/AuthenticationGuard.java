package org.linekeeper.registration.pace.machine;

import java.util.Arrays;

/**
 * Keeps failed authentications at one target below what gets a source address banned: at most 10 in 10 seconds. A line whose
 * credentials never succeeded may fail, so it is counted as if it had until its outcome is known.
 */
final class AuthenticationGuard {
    static final int MOST = 10;
    private static final long SPAN = 10_000_000_000L;

    /** The last failures, the oldest at {@code oldest}. */
    private final long[] failedAt = new long[MOST];

    private boolean trusting;
    private int oldest;
    private int undecided;
    private int trust;

    /** @param trusting whether lines that succeed make room for more at a time, until one fails */
    AuthenticationGuard(boolean trusting) {
        this.trusting = trusting;
        Arrays.fill(failedAt, Long.MIN_VALUE / 2);
    }

    void become(boolean nowTrusting) {
        trusting = nowTrusting;
        trust = nowTrusting ? trust : 0;
    }

    boolean allows(long now) {
        return undecided + recent(now) < MOST + trust;
    }

    void began() {
        undecided++;
    }

    void ended() {
        undecided--;
    }

    void succeeded() {
        if (trusting) {
            trust++;
        }
    }

    void failed(long now) {
        trust = 0;
        failedAt[oldest] = now;
        oldest = (oldest + 1) % MOST;
    }

    /** When time alone makes room. */
    long opensAt(long now) {
        if (allows(now)) {
            return now;
        }
        int surplus = undecided + recent(now) - MOST;
        int firstRecent = MOST - recent(now);
        int freeing = firstRecent + surplus;
        return freeing >= MOST ? Long.MAX_VALUE : failedAt[(oldest + freeing) % MOST] + SPAN;
    }

    private int recent(long now) {
        int count = 0;
        for (long at : failedAt) {
            if (now - at < SPAN) {
                count++;
            }
        }
        return count;
    }
}
