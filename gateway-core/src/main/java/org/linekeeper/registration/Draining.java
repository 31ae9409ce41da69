package org.linekeeper.registration;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets REGISTERs in flight come to their end while no new ones begin. Safe for use by any thread. */
final class Draining {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final CompletableFuture<Boolean> idle = new CompletableFuture<>();
    private volatile boolean begun;

    /** One transaction wants to begin; false when none may any more. */
    boolean started() {
        inFlight.incrementAndGet();
        if (begun) {
            ended();
            return false;
        }
        return true;
    }

    /** One transaction has ended. */
    void ended() {
        if (inFlight.decrementAndGet() == 0 && begun) {
            idle.complete(true);
        }
    }

    boolean begun() {
        return begun;
    }

    /** No new ones from now on; blocks until the last one has ended. False when that took too long. */
    boolean await(Duration limit) {
        begun = true;
        if (inFlight.get() == 0) {
            idle.complete(true);
        }
        try {
            return idle.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
