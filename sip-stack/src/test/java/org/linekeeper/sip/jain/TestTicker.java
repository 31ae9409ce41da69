package org.linekeeper.sip.jain;

import java.util.function.LongSupplier;

/** Real time that can be made to run faster, so that minutes of timers pass in a second. */
final class TestTicker implements LongSupplier {
    private long base = System.nanoTime();
    private long reached = base;
    private int speed = 1;

    @Override
    public synchronized long getAsLong() {
        return reached + (System.nanoTime() - base) * speed;
    }

    synchronized void speed(int factor) {
        reached = getAsLong();
        base = System.nanoTime();
        speed = factor;
    }
}
