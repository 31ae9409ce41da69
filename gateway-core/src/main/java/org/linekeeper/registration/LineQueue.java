package org.linekeeper.registration;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.linekeeper.sip.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work on many lines of one loop, done in order and a few lines at a time: fifty thousand lines that come or go at once do not delay
 * the calls and the other lines of the loop. Once it is paced it goes no faster than registrars can follow, or
 * tens of thousands of lines would fill the memory with what they are about to send. Any thread adds.
 */
final class LineQueue {
    private static final Logger log = LoggerFactory.getLogger(LineQueue.class);

    /** About a tenth of a millisecond of work. */
    private static final int LINES_AT_ONCE = 64;

    /** Fifty thousand in a second. */
    private static final int LINES_A_TICK = 1_024;

    private static final Duration TICK = Duration.ofMillis(10);

    private final Loop loop;
    private final Queue<Iterator<? extends Runnable>> tasks = new ConcurrentLinkedQueue<>();
    private Iterator<? extends Runnable> current = Collections.emptyIterator();
    private final AtomicBoolean planned = new AtomicBoolean();
    private volatile boolean paced;
    private int doneInTick;

    LineQueue(Loop loop) {
        this.loop = loop;
    }

    void add(Runnable task) {
        addEach(List.of(task).iterator());
    }

    /**
     * Many tasks that are made one by one as their time comes, so that those of a hundred thousand lines do not fill the memory.
     *
     * @param made from now on used on the loop only
     */
    void addEach(Iterator<? extends Runnable> made) {
        tasks.add(made);
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
            if (!findNext()) {
                rest();
                return;
            }
            runNext();
        }
        doneInTick += LINES_AT_ONCE;
        if (paced && doneInTick >= LINES_A_TICK) {
            doneInTick = 0;
            loop.timers().schedule(TICK, this::some);
        } else {
            loop.giveWay(this::some);
        }
    }

    private boolean findNext() {
        while (!current.hasNext()) {
            Iterator<? extends Runnable> next = tasks.poll();
            if (next == null) {
                current = Collections.emptyIterator();
                return false;
            }
            current = next;
        }
        return true;
    }

    private void rest() {
        doneInTick = 0;
        planned.set(false);
        if (!tasks.isEmpty()) {
            plan();
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void runNext() {
        try {
            current.next().run();
        } catch (Exception e) {
            // One bad line must not stop the others.
            log.error("A line could not be brought in step with its settings", e);
        }
    }
}
