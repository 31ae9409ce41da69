package org.linekeeper.simulator.sip;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Timers on the simulator's loop. */
public final class Timers {
    /** A timer that runs. */
    public interface Handle {
        void cancel();
    }

    private final EventLoop loop;

    public Timers(EventLoop loop) {
        this.loop = loop;
    }

    public Handle after(Duration delay, Runnable action) {
        Future<?> scheduled = loop.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /** Runs the action on the loop: now when called from it. */
    public void run(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }
}
