package org.linekeeper.sip.loop;

import java.util.concurrent.Executor;

/** One event loop: the owner thread of the lines and calls that hash to it. Tasks run one after another and must not block. */
public interface Loop extends Executor {
    /** Its place among the loops, from 0. */
    int index();

    /** Whether the caller runs on this loop. */
    boolean isCurrent();

    /** The timers of this loop; to be used on it only. */
    Timers timers();

    /**
     * Runs a task after the messages and timers that are due by then. Long work that gives way to them like this, piece by piece, keeps nobody
     * waiting; a task that puts itself into the queue of {@link #execute} may run again before any of them. On this loop only.
     */
    default void giveWay(Runnable task) {
        execute(task);
    }
}
