package org.linekeeper.call;

import java.util.concurrent.atomic.LongAdder;

/**
 * How many early dialogs one INVITE may begin (RFC 3261 13.2.2.1: one for each To tag). A ring group has some dozens of phones; a far
 * end that makes up tags has any number, and each would cost memory until the call is over. Any thread.
 */
final class ForkLimit {
    /** What rings beside them is not heard of, but may still answer. */
    static final int MOST = 64;

    private final LongAdder ignored = new LongAdder();

    /**
     * Whether one more early dialog is kept; it is counted if not.
     *
     * @param number which of the INVITE's it is, from 1
     */
    boolean isKept(int number) {
        if (number > MOST) {
            ignored.increment();
        }
        return number <= MOST;
    }

    long ignored() {
        return ignored.sum();
    }
}
