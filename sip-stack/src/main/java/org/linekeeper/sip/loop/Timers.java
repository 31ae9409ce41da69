package org.linekeeper.sip.loop;

import java.time.Duration;

/** Timers of one owner thread: scheduled, fired and cancelled on that thread only. */
public interface Timers {
    /**
     * Runs the task once after the delay, not before it and at most one tick after it.
     *
     * @param delay zero or more
     */
    Timeout schedule(Duration delay, Runnable task);

    /** A timer that has been set. */
    interface Timeout {
        /** Forgets the timer; nothing happens when it has fired or was cancelled already. */
        void cancel();
    }
}
