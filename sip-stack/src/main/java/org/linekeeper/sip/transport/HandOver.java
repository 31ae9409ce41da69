package org.linekeeper.sip.transport;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** Brings a message to the loop that owns its Call-ID. What waits for one loop is bounded. */
public final class HandOver {
    private final NettyLoops loops;
    private final int limit;
    private final AtomicIntegerArray waiting;

    /** @param limit messages that may wait for one loop */
    public HandOver(NettyLoops loops, int limit) {
        this.loops = loops;
        this.limit = limit;
        this.waiting = new AtomicIntegerArray(loops.all().size());
    }

    /** Runs the task on the owner: at once when this is it, later otherwise; false when too much waits there. */
    boolean to(String key, Runnable task) {
        NettyLoop owner = loops.owner(key);
        if (owner.isCurrent()) {
            task.run();
            return true;
        }
        int index = owner.index();
        if (waiting.incrementAndGet(index) > limit) {
            waiting.decrementAndGet(index);
            return false;
        }
        owner.execute(() -> {
            waiting.decrementAndGet(index);
            task.run();
        });
        return true;
    }
}
