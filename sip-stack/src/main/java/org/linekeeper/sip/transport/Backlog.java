package org.linekeeper.sip.transport;

/** Since when there has always been more to do. Told by one loop; asked by any thread. */
final class Backlog {
    private static final long NEVER = Long.MIN_VALUE;

    private final long silenceNanos;
    private volatile long since = NEVER;
    private volatile long told;

    /** @param silenceNanos who says nothing for so long has nothing to do, whatever was said before */
    Backlog(long silenceNanos) {
        this.silenceNanos = silenceNanos;
    }

    /** There is more to do than was done. */
    void behind(long nanos) {
        if (since == NEVER || nanos - told > silenceNanos) {
            since = nanos;
        }
        told = nanos;
    }

    /** All was done. */
    void caughtUp() {
        if (since != NEVER) {
            since = NEVER;
        }
    }

    /** Nanoseconds; 0 when all was done lately. */
    long age(long nanos) {
        long from = since;
        return from == NEVER || nanos - told > silenceNanos ? 0 : Math.max(0, nanos - from);
    }
}
