package org.linekeeper.bench.generator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers in milliseconds, set and cancelled in constant time and without garbage: each call sets five and lets one fire. Times
 * are nanoseconds of {@link System#nanoTime()}. For one thread.
 */
final class TimerWheel {
    static final int NONE = -1;

    private static final long TICK = 1_000_000;

    /** Somewhat more than a minute; who waits longer stays for another turn. */
    private static final int BUCKETS = 1 << 16;

    private final @Nullable WheelTimer[] heads = new @Nullable WheelTimer[BUCKETS];
    private final List<WheelTimer> later = new ArrayList<>();
    private final long origin;
    private long tick;

    TimerWheel(long now) {
        origin = now;
    }

    /** Sets a timer, or sets it anew. A time that is past comes with the next tick. */
    void set(WheelTimer timer, long at) {
        cancel(timer);
        timer.at = at;
        long due = (at - origin + TICK - 1) / TICK;
        link(timer, (int) (Math.max(due, tick + 1) & (BUCKETS - 1)));
    }

    void cancel(WheelTimer timer) {
        if (timer.bucket != NONE) {
            unlink(timer);
        }
    }

    /** Lets fire what is due. */
    void advance(long now) {
        long target = (now - origin) / TICK;
        while (tick < target) {
            tick++;
            int bucket = (int) (tick & (BUCKETS - 1));
            for (WheelTimer timer = heads[bucket]; timer != null; timer = heads[bucket]) {
                unlink(timer);
                if (timer.at > now) {
                    later.add(timer);
                } else {
                    timer.due.due(now);
                }
            }
            if (!later.isEmpty()) {
                later.forEach(timer -> link(timer, bucket));
                later.clear();
            }
        }
    }

    private void link(WheelTimer timer, int bucket) {
        WheelTimer head = heads[bucket];
        timer.bucket = bucket;
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        heads[bucket] = timer;
    }

    private void unlink(WheelTimer timer) {
        WheelTimer previous = timer.previous;
        WheelTimer next = timer.next;
        if (previous == null) {
            heads[timer.bucket] = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        timer.previous = null;
        timer.next = null;
        timer.bucket = NONE;
    }
}
