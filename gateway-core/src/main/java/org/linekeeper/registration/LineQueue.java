package org.linekeeper.registration;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.linekeeper.sip.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on many lines of one loop, one task for each line, done in order and a few at a time: fifty thousand lines that come or go
 * at once do not delay the calls and the other lines of the loop. Any thread adds.
 */
final class LineQueue {
    private static final Logger log = LoggerFactory.getLogger(LineQueue.class);

    /** About a tenth of a millisecond of work. */
    private static final int LINES_AT_ONCE = 64;

    private final Loop loop;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean planned = new AtomicBoolean();

    LineQueue(Loop loop) {
        this.loop = loop;
    }

    void add(Runnable task) {
        tasks.add(task);
        plan();
    }

    private void plan() {
        if (planned.compareAndSet(false, true)) {
            loop.execute(this::some);
        }
    }

    private void some() {
        int left = LINES_AT_ONCE;
        for (Runnable task = tasks.poll(); task != null; task = --left > 0 ? tasks.poll() : null) {
            run(task);
        }
        planned.set(false);
        if (!tasks.isEmpty()) {
            plan();
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Exception e) {
            // One bad line must not stop the others.
            log.error("A line could not be brought in step with its settings", e);
        }
    }
}
