package org.linekeeper.registration;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.linekeeper.sip.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on many lines of one loop, one task for each line, done in order and a few at a time: fifty thousand lines that come or go
 * at once do not delay the calls and the other lines of the loop. Once it is paced it goes no faster than registrars can follow, or
 * tens of thousands of lines would fill the memory with what they are about to send. Any thread adds.
 */
final class LineQueue {
    private static final Logger log = LoggerFactory.getLogger(LineQueue.class);

    /** About a tenth of a millisecond of work. */
    private static final int LINES_AT_ONCE = 64;

    /** Fifty thousand in a second. */
    private static final int LINES_A_TICK = 512;

    private static final Duration TICK = Duration.ofMillis(10);

    private final Loop loop;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean paced;
    private int doneInTick;

    LineQueue(Loop loop) {
        this.loop = loop;
    }

    void add(Runnable task) {
        tasks.add(task);
        plan();
    }

    /** From now on there is no hurry. */
    void pace() {
        paced = true;
    }

    private void plan() {
        if (planned.compareAndSet(false, true)) {
            loop.execute(this::some);
        }
    }

    private void some() {
        for (int left = LINES_AT_ONCE; left > 0; left--) {
            Runnable task = tasks.poll();
            if (task == null) {
                rest();
                return;
            }
            run(task);
        }
        doneInTick += LINES_AT_ONCE;
        if (paced && doneInTick >= LINES_A_TICK) {
            doneInTick = 0;
            loop.timers().schedule(TICK, this::some);
        } else {
            loop.giveWay(this::some);
        }
    }

    private void rest() {
        doneInTick = 0;
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
