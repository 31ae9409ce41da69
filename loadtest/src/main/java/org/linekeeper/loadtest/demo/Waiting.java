package org.linekeeper.loadtest.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waiting with a limit and a sentence for when it runs out. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** Looks; present when it is there. */
    interface Look<T> {
        Optional<T> look() throws IOException, InterruptedException, DemoFailure;
    }

    private Waiting() {}

    static <T> T until(Duration limit, String otherwise, Look<T> look)
            throws IOException, InterruptedException, DemoFailure {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> seen = look.look();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() > deadline) {
                throw new DemoFailure(otherwise + " (within " + limit.toSeconds() + " s)");
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static <T> T future(Duration limit, String otherwise, CompletableFuture<T> future)
            throws InterruptedException, DemoFailure {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DemoFailure(otherwise + " (within " + limit.toSeconds() + " s)", e);
        } catch (ExecutionException e) {
            throw new DemoFailure(otherwise + ": " + e.getMessage(), e);
        }
    }
}
