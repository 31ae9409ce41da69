package org.linekeeper.admin;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** What each request gets when it comes: a number, and the time. Any thread. */
final class Arrivals {
    private final LongSupplier nanoTime;
    private final String run;
    private final AtomicLong count = new AtomicLong();

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param random makes numbers differ between runs, so that a log of several runs can be searched for one
     */
    Arrivals(LongSupplier nanoTime, RandomGenerator random) {
        this.nanoTime = nanoTime;
        this.run = Integer.toHexString(random.nextInt());
    }

    String number() {
        return run + "-" + Long.toHexString(count.incrementAndGet());
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }
}
