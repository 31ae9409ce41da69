package org.linekeeper.sip.loop;

import org.jspecify.annotations.Nullable;

/**
 * A task that knows where its timer is, for those of which there are very many: a {@link TimerWheel} returns it as its own
 * {@link Timers.Timeout}, so that a timer costs no object that lives as long as it. One timer at a time; another one that is set
 * meanwhile has an object of its own. Touched by the owner of the timers only.
 */
public abstract class TimerTask implements Runnable, Timers.Timeout {
    private @Nullable TimerWheel wheel;
    private int place;
    private int use;

    @Override
    public final void cancel() {
        if (wheel != null) {
            wheel.cancel(place, use);
        }
    }

    /** Whether it has a timer that is set. */
    final boolean isSet() {
        return wheel != null && wheel.isSet(place, use);
    }

    /** Its timer was set. */
    final void set(TimerWheel where, int place, int use) {
        this.wheel = where;
        this.place = place;
        this.use = use;
    }
}
