package org.linekeeper.bench.calls;

import java.util.OptionalInt;

/** Looks for the highest rate that succeeds: rises by half until one fails, then halves the gap until it is small. Immutable. */
record RateSearch(int good, int bad, int next) {
    private static final double SMALL = 0.05;

    /** @param first a rate that is expected to succeed, 1 or more */
    static RateSearch from(int first) {
        return new RateSearch(0, Integer.MAX_VALUE, first);
    }

    /** What to try next; empty when {@link #good} is the answer. */
    OptionalInt toTry() {
        boolean close = bad != Integer.MAX_VALUE && bad - good <= Math.max(1, good * SMALL);
        return close || next == 0 ? OptionalInt.empty() : OptionalInt.of(next);
    }

    RateSearch tried(boolean succeeded) {
        int better = succeeded ? next : good;
        int worse = succeeded ? bad : next;
        int then = worse == Integer.MAX_VALUE ? better + Math.max(1, better / 2) : (better + worse) / 2;
        return new RateSearch(better, worse, then);
    }
}
