package org.linekeeper.admin;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** A few threads for what blocks. When they and their queue are full, the answer is at once that the gateway is busy. */
final class Workers implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final ThreadPoolExecutor pool;

    Workers(int threads, int queue) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(queue), task -> {
            Thread thread = new Thread(task, "admin-worker-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    CompletionStage<ApiResponse> run(Supplier<ApiResponse> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(busy());
        }
    }

    /** As {@link #run}, for work whose answer comes later than the work ends. */
    CompletionStage<ApiResponse> runLonger(Supplier<CompletionStage<ApiResponse>> work) {
        try {
            return CompletableFuture.supplyAsync(work, pool).thenCompose(Function.identity());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(busy());
        }
    }

    private static ApiResponse busy() {
        return ProblemDetails.of(ProblemType.OVERLOADED, "Too many requests wait. Nothing was changed; try again.")
                .response()
                .with("Retry-After", "1");
    }

    /** Lets running work finish. Blocks. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
