package org.linekeeper.sip.loop;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hashed timing wheel of one owner thread. Setting and cancelling a timer costs the same however many are set; a cancelled
 * timer lets go of its task at once. Timers beyond the present turn of the wheel wait in an outer one and are touched once a turn
 * comes, not at every turn before: a hundred thousand timers of an hour are not walked over each minute.
 *
 * <p>Nothing runs by itself: the owner calls {@link #advance} about once a tick. A timer never fires before its time and fires
 * in the first {@code advance} after it. Timers that are due together fire in the order in which their slots come round, timers
 * of one slot in the order in which they were set.
 */
public final class TimerWheel implements Timers {
    private static final Logger log = LoggerFactory.getLogger(TimerWheel.class);

    /** How many turns ahead the outer wheel tells apart; a power of two. */
    private static final int TURNS = 256;

    private final LongSupplier nanoTicker;
    private final long tickNanos;
    private final int slots;
    /** The slots of the inner wheel, then the turns of the outer one, then what is due. */
    private final TimerRings rings;

    private final int due;
    private final long startNanos;
    private long visitedTick;
    private int pending;

    /**
     * @param tick how wide one slot is, more than zero
     * @param slots how many slots the wheel has; a power of two
     * @param nanoTicker a clock that never goes back, in nanoseconds
     */
    public TimerWheel(Duration tick, int slots, LongSupplier nanoTicker) {
        if (tick.toNanos() <= 0 || Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException("tick must be positive and slots a power of two");
        }
        this.tickNanos = tick.toNanos();
        this.nanoTicker = nanoTicker;
        this.startNanos = nanoTicker.getAsLong();
        this.slots = slots;
        this.due = slots + TURNS;
        this.rings = new TimerRings(slots + TURNS + 1);
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay is negative: " + delay);
        }
        long deadline = elapsed() + delay.toNanos();
        long tick = Math.max(deadline / tickNanos, visitedTick);
        int place = rings.add(turn(tick) > turn(visitedTick) ? outerSlot(turn(tick)) : slot(tick), deadline, task);
        pending++;
        if (task instanceof TimerTask own && !own.isSet()) {
            own.set(this, place, rings.uses(place));
            return own;
        }
        return new Timer(this, place, rings.uses(place));
    }

    private record Timer(TimerWheel wheel, int place, int use) implements Timeout {
        @Override
        public void cancel() {
            wheel.cancel(place, use);
        }
    }

    /** @param use tells a timer from those that were at its place before, and will be */
    void cancel(int place, int use) {
        if (rings.holds(place, use)) {
            rings.remove(place);
            pending--;
        }
    }

    boolean isSet(int place, int use) {
        return rings.holds(place, use);
    }

    /** Runs what is due. Owner thread only. */
    public void advance() {
        long now = elapsed();
        long nowTick = now / tickNanos;
        // The last visited slot is visited again: timers later in the same tick may have become due. One turn sees
        // every slot.
        long first = Math.max(visitedTick, nowTick - slots + 1);
        enter(turn(visitedTick) + 1, turn(nowTick));
        visitedTick = nowTick;
        for (long tick = first; tick <= nowTick; tick++) {
            collectDue(slot(tick), now);
        }
        runDue();
    }

    /** How many timers are set and have neither fired nor been cancelled. */
    public int pending() {
        return pending;
    }

    private void collectDue(int head, long now) {
        int timer = rings.after(head);
        while (timer != head) {
            int following = rings.after(timer);
            if (rings.deadline(timer) <= now) {
                rings.move(timer, due);
            }
            timer = following;
        }
    }

    private void runDue() {
        for (int timer = rings.after(due); timer != due; timer = rings.after(due)) {
            Runnable task = rings.remove(timer);
            pending--;
            run(task);
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Exception e) {
            // One bad timer must not stop the timers of every other call on this loop.
            log.error("A timer task failed", e);
        }
    }

    /** The timers of the turns that begin take their places in the inner wheel. */
    private void enter(long from, long to) {
        for (long turn = Math.max(from, to - TURNS + 1); turn <= to; turn++) {
            int head = outerSlot(turn);
            int timer = rings.after(head);
            while (timer != head) {
                int following = rings.after(timer);
                long tick = rings.deadline(timer) / tickNanos;
                if (turn(tick) <= to) {
                    rings.move(timer, slot(tick));
                }
                timer = following;
            }
        }
    }

    private long turn(long tick) {
        return tick / slots;
    }

    private int outerSlot(long turn) {
        return slots + (int) (turn & (TURNS - 1));
    }

    private int slot(long tick) {
        return (int) (tick & (slots - 1));
    }

    private long elapsed() {
        return nanoTicker.getAsLong() - startNanos;
    }
}
