package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/** Brings a message to the loop that owns its Call-ID. What waits for one loop is bounded. */
public final class HandOver {
    /** What a waiting message costs beside its bytes, roughly. */
    private static final int OVERHEAD = 512;

    private final NettyLoops loops;
    private final long limit;
    private final AtomicLongArray waiting;

    /** @param limit bytes of messages that may wait for one loop */
    public HandOver(NettyLoops loops, long limit) {
        this.loops = loops;
        this.limit = limit;
        this.waiting = new AtomicLongArray(loops.all().size());
    }

    /** For so long the loops that deal with a key have not caught up; zero when they keep up. */
    Duration behind(String key) {
        return Duration.ofNanos(loops.behindNanos(key));
    }

    /** Runs the task on the owner: at once when this is it, later otherwise; false when too many bytes wait there. */
    boolean to(String key, int bytes, Runnable task) {
        NettyLoop owner = loops.owner(key);
        if (owner.isCurrent()) {
            task.run();
            return true;
        }
        int index = owner.index();
        long cost = (long) bytes + OVERHEAD;
        if (waiting.addAndGet(index, cost) > limit) {
            waiting.addAndGet(index, -cost);
            return false;
        }
        owner.execute(() -> {
            waiting.addAndGet(index, -cost);
            task.run();
        });
        return true;
    }
}
