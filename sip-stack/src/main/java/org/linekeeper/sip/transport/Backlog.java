package org.linekeeper.sip.transport;

/** Since when there has always been more to do. Told by one loop; asked by any thread. */
final class Backlog {
    /** Who was behind and says nothing more has caught up, or has nothing to do at all. */
    private static final long FORGOTTEN_NANOS = 100_000_000;

    private static final long NEVER = Long.MIN_VALUE;

    private volatile long since = NEVER;
    private volatile long told;

    /** There is more to do than was done. */
    void behind(long nanos) {
        if (since == NEVER || nanos - told > FORGOTTEN_NANOS) {
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
        return from == NEVER || nanos - told > FORGOTTEN_NANOS ? 0 : Math.max(0, nanos - from);
    }
}
