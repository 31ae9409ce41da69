package org.linekeeper.cdr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.linekeeper.event.CallRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Appends the record of every ended call to a file. Writing never blocks its caller: records wait in a bounded queue for the writer's
 * own thread, which writes all that wait as one batch, forces it to the disk, and only then says so.
 *
 * <p>While the disk refuses, the batch is kept and tried again, and records gather in the queue. When that is full, further
 * records are lost: each is counted, told to who handed it in, and logged with its call id.
 */
public final class CdrWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CdrWriter.class);
    private static final CdrOutcome WRITTEN = new CdrOutcome.Written();
    private static final int BATCH = 512;
    private static final long IDLE_MILLIS = 100;

    /** Records of so long a time are forced to the disk together: waking up, writing and forcing for each costs more than the record. */
    private static final long GATHER_MILLIS = 50;

    private final CdrFile file;
    private final Path path;
    private final CdrLimits limits;
    private final LongSupplier nanoTime;
    private final BlockingQueue<Waiting> queue;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private final LongAdder written = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile long giveUpAtNanos = Long.MAX_VALUE;
    private volatile int inHand;
    private volatile boolean ended;

    private record Waiting(CallRecord call, CompletableFuture<CdrOutcome> told) {}

    private CdrWriter(CdrFile file, Path path, CdrLimits limits, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.file = file;
        this.path = path;
        this.limits = limits;
        this.queue = new ArrayBlockingQueue<>(limits.queue());
        this.thread = new Thread(this::run, "cdr-writer");
    }

    /**
     * Opens the file and starts the writer's thread.
     *
     * @param nanoTime as {@link System#nanoTime}, for how long the writer tries when it is closed
     */
    public static CdrOpenOutcome open(Path path, CdrLimits limits, LongSupplier nanoTime) {
        CdrFile file = new CdrFile(path);
        try {
            file.open();
        } catch (IOException e) {
            return new CdrOpenOutcome.Refused("Call records cannot be written to " + path + " (" + reason(e)
                    + "). Let the daemon's user write there, or set cdr.path to another file.");
        }
        CdrWriter writer = new CdrWriter(file, path, limits, nanoTime);
        writer.thread.start();
        return new CdrOpenOutcome.Opened(writer);
    }

    /**
     * Takes one record, on any thread.
     *
     * @return completes once the record is on the disk or lost, on the writer's thread
     */
    public CompletionStage<CdrOutcome> write(CallRecord call) {
        Waiting waiting = new Waiting(call, new CompletableFuture<>());
        if (stopping.getCount() == 0) {
            lose(waiting, "the gateway has stopped");
        } else if (!queue.offer(waiting)) {
            lose(waiting, "more than " + limits.queue() + " records wait for the disk");
        } else if (ended && queue.remove(waiting)) {
            lose(waiting, "the gateway has stopped");
        }
        return waiting.told();
    }

    /** Records on the disk. */
    public long written() {
        return written.sum();
    }

    /** Records that are in no file. */
    public long lost() {
        return lost.sum();
    }

    /** Records that wait for the disk. */
    public int pending() {
        return queue.size() + inHand;
    }

    /** How often the disk refused a batch. */
    public long failures() {
        return failures.sum();
    }

    /** Writes all that waits, for as long as the limits allow, then closes the file. Blocks. */
    @Override
    public void close() {
        giveUpAtNanos = nanoTime.getAsLong() + limits.drain().toNanos();
        stopping.countDown();
        try {
            thread.join(limits.drain().plusSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Waiting> batch = new ArrayList<>(BATCH);
        while (take(batch)) {
            inHand = batch.size();
            writeOut(batch);
            inHand = 0;
            batch.clear();
        }
        ended = true;
        List<Waiting> late = new ArrayList<>();
        queue.drainTo(late);
        late.forEach(waiting -> lose(waiting, "the gateway has stopped"));
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("Closing {} failed: {}", path, reason(e));
        }
    }

    /** Waits for records; false once the writer stops and none is left. */
    private boolean take(List<Waiting> batch) {
        while (true) {
            try {
                Waiting first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    inHand = 1;
                    stopping.await(GATHER_MILLIS, TimeUnit.MILLISECONDS);
                    queue.drainTo(batch, BATCH - 1);
                    return true;
                }
            } catch (InterruptedException e) {
                LOG.warn("The writer of call records was interrupted; it goes on until it is closed");
                if (!batch.isEmpty()) {
                    return true;
                }
            }
            if (stopping.getCount() == 0 && queue.isEmpty()) {
                return false;
            }
        }
    }

    private void writeOut(List<Waiting> batch) {
        ByteBuffer lines = encode(batch);
        while (!batch.isEmpty()) {
            try {
                file.append(lines.rewind());
                written.add(batch.size());
                batch.forEach(waiting -> waiting.told().complete(WRITTEN));
                return;
            } catch (IOException e) {
                failures.increment();
                LOG.error(
                        "Call records cannot be written to {} ({}). {} wait in memory; trying again every {} s. "
                                + "Free space on the disk or make the file writable.",
                        path,
                        reason(e),
                        pending(),
                        limits.retry().toSeconds());
                pauseOrGiveUp(batch);
            }
        }
    }

    private void pauseOrGiveUp(List<Waiting> batch) {
        try {
            boolean stops = stopping.await(limits.retry().toMillis(), TimeUnit.MILLISECONDS);
            if (stops && nanoTime.getAsLong() - giveUpAtNanos >= 0) {
                queue.drainTo(batch);
                batch.forEach(waiting -> lose(waiting, "the disk refused until the gateway stopped"));
                batch.clear();
            } else if (stops) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        Math.min(IDLE_MILLIS, limits.retry().toMillis())));
            }
        } catch (InterruptedException e) {
            LOG.warn("The writer of call records was interrupted; it goes on until it is closed");
        }
    }

    /** The lines of a batch; a record that cannot become one is lost, and leaves the batch. */
    private ByteBuffer encode(List<Waiting> batch) {
        List<byte[]> lines = new ArrayList<>(batch.size());
        batch.removeIf(waiting -> {
            try {
                lines.add(CdrJson.line(waiting.call()));
                return false;
            } catch (JacksonException e) {
                lose(waiting, "it cannot be written as JSON: " + e.getOriginalMessage());
                return true;
            }
        });
        ByteBuffer all =
                ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
        lines.forEach(all::put);
        return all.flip();
    }

    private void lose(Waiting waiting, String reason) {
        lost.increment();
        LOG.error("The record of call {} is lost: {}", waiting.call().callId(), reason);
        waiting.told().complete(new CdrOutcome.Lost(reason));
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
