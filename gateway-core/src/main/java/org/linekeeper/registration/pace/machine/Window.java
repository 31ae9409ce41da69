package org.linekeeper.registration.pace.machine;

/** How many REGISTERs may be in flight at a target: one more for each 100 answers, half of it when the target is overloaded. */
final class Window {
    private static final int ANSWERS_FOR_ONE_MORE = 100;

    private int min;
    private int max;
    private int size;
    private int answers;
    private long halvedAt = Long.MIN_VALUE;

    Window(PaceLimits limits) {
        min = limits.minWindow();
        max = limits.maxWindow();
        size = limits.startWindow();
    }

    /** Other limits hold now. */
    void become(PaceLimits limits) {
        min = limits.minWindow();
        max = limits.maxWindow();
        size = Math.max(min, Math.min(max, size));
    }

    int size() {
        return size;
    }

    /** An answer. A window that is not used says nothing about what the target bears, so it does not grow. */
    void answered(int inFlight) {
        if (inFlight * 2 >= size && ++answers >= ANSWERS_FOR_ONE_MORE) {
            answers = 0;
            size = Math.min(max, size + 1);
        }
    }

    /**
     * A sign of overload. Those that were in flight when the window was halved tell of the same overload, so that it is halved at
     * most once in a round trip. False when this is such a one.
     */
    boolean overloaded(long admittedAt, long now) {
        if (admittedAt <= halvedAt) {
            return false;
        }
        halvedAt = now;
        answers = 0;
        size = Math.max(min, size / 2);
        return true;
    }
}
