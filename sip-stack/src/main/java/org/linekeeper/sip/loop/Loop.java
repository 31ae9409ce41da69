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
}
