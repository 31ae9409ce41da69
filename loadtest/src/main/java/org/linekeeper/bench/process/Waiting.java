package org.linekeeper.bench.process;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/** Waiting, with a limit. */
public final class Waiting {
    private static final long PAUSE_MILLIS = 50;

    private Waiting() {}

    /** Looks. */
    public interface Look<T> {
        T look() throws IOException, BenchFailure;
    }

    /** Looks until it is what it should be. */
    public static <T> T until(Duration limit, String otherwise, Look<T> look, Predicate<T> enough)
            throws IOException, BenchFailure, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            T seen = look.look();
            if (enough.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw new BenchFailure(otherwise + " (within " + limit.toSeconds() + " s): " + seen);
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    public static void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
