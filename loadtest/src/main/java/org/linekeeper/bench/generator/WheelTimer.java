package org.linekeeper.bench.generator;

import org.jspecify.annotations.Nullable;

/** One timer that is set again and again; its links are those of {@link TimerWheel}. For one thread. */
final class WheelTimer {
    /** What is done when its time has come. */
    interface Due {
        void due(long now);
    }

    final Due due;
    long at;
    int bucket = TimerWheel.NONE;

    @Nullable
    WheelTimer previous;

    @Nullable
    WheelTimer next;

    WheelTimer(Due due) {
        this.due = due;
    }
}
