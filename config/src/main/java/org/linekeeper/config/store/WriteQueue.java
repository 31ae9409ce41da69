package org.linekeeper.config.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.store.Database.Durability;

/**
 * The store's own thread: the only one that writes. Writes that wait at the same time share one transaction, so that many
 * callers wait for one disk flush and not for each other's.
 */
final class WriteQueue implements AutoCloseable {
    private static final int BATCH = 1_024;

    private final Database database;
    private final BlockingQueue<Job<?>> jobs = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed;

    /**
     * A write.
     *
     * @param work runs inside the transaction; once more when a neighbour in the same transaction failed
     * @param committed told on the store's thread when it is durable, before the caller hears of it
     */
    record Write<T>(Durability durability, Function<Handle, T> work, Consumer<T> committed) {}

    WriteQueue(Database database) {
        this.database = database;
        thread = new Thread(this::run, "store");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until the write is durable.
     *
     * @throws CompletionException with the cause when nothing was written
     */
    <T> T await(Write<T> write) {
        return submit(write).join();
    }

    /** Takes the write in without waiting for it; writes happen in the order in which they came in. */
    <T> CompletableFuture<T> submit(Write<T> write) {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("a change listener must not write: the write would wait for itself");
        }
        Job<T> job = new Job<>(write);
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(new IllegalStateException("the store is closed"));
            }
            jobs.add(job);
        }
        return job.done;
    }

    /** How many writes wait, beside those of the transaction under way. */
    int waiting() {
        return jobs.size();
    }

    /** Ends after the writes that wait already. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        jobs.add(new Job<>(new Write<>(Durability.PROCESS, handle -> "", end -> {})));
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Job<?>> batch = new ArrayList<>(BATCH);
        while (!isOver()) {
            try {
                batch.add(jobs.take());
            } catch (InterruptedException e) {
                continue;
            }
            jobs.drainTo(batch, BATCH - 1);
            commit(batch);
            batch.clear();
        }
    }

    private synchronized boolean isOver() {
        return closed && jobs.isEmpty();
    }

    private void commit(List<Job<?>> batch) {
        boolean power = batch.stream().anyMatch(job -> job.write.durability() == Durability.POWER);
        try {
            database.write(
                    power ? Durability.POWER : Durability.PROCESS, handle -> batch.forEach(job -> job.perform(handle)));
        } catch (RuntimeException | Error failure) {
            if (batch.size() > 1) {
                // Each for itself, so that one that cannot be written does not fail the others.
                batch.forEach(job -> commit(List.of(job)));
            } else {
                batch.get(0).done.completeExceptionally(failure);
            }
            return;
        }
        batch.forEach(Job::finish);
    }

    private static final class Job<T> {
        private final Write<T> write;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T result;

        Job(Write<T> write) {
            this.write = write;
        }

        void perform(Handle handle) {
            result = write.work().apply(handle);
        }

        /** Whatever goes wrong here must not end the store's thread, nor leave the caller waiting. */
        void finish() {
            T value = result;
            if (value == null) {
                done.completeExceptionally(new IllegalStateException("the write came to nothing"));
                return;
            }
            try {
                write.committed().accept(value);
                done.complete(value);
            } catch (RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        }
    }
}
