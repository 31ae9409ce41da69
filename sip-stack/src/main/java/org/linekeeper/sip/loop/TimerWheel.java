package org.linekeeper.sip.loop;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
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
    private final Node[] slots;
    private final Node[] turns = new Node[TURNS];
    private final Node due = Node.sentinel();
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
        this.slots = new Node[slots];
        for (int i = 0; i < slots; i++) {
            this.slots[i] = Node.sentinel();
        }
        for (int i = 0; i < TURNS; i++) {
            this.turns[i] = Node.sentinel();
        }
    }

    @Override
    public Timeout schedule(Duration delay, Runnable task) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay is negative: " + delay);
        }
        long deadline = elapsed() + delay.toNanos();
        Node node = new Node(this, deadline, task);
        long tick = Math.max(deadline / tickNanos, visitedTick);
        (turn(tick) > turn(visitedTick) ? outerSlot(turn(tick)) : slot(tick)).add(node);
        pending++;
        return node;
    }

    /** Runs what is due. Owner thread only. */
    public void advance() {
        long now = elapsed();
        long nowTick = now / tickNanos;
        // The last visited slot is visited again: timers later in the same tick may have become due. One turn sees
        // every slot.
        long first = Math.max(visitedTick, nowTick - slots.length + 1);
        enter(turn(visitedTick) + 1, turn(nowTick));
        visitedTick = nowTick;
        for (long tick = first; tick <= nowTick; tick++) {
            slot(tick).moveDue(now, due);
        }
        runDue();
    }

    /** How many timers are set and have neither fired nor been cancelled. */
    public int pending() {
        return pending;
    }

    private void runDue() {
        for (Node node = due.takeFirst(); node != null; node = due.takeFirst()) {
            Runnable task = node.task;
            node.task = null;
            pending--;
            if (task != null) {
                run(task);
            }
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
            Node head = outerSlot(turn);
            Node node = head.next;
            while (node != head) {
                Node following = node.next;
                long tick = node.deadline / tickNanos;
                if (turn(tick) <= to) {
                    node.unlink();
                    slot(tick).add(node);
                }
                node = following;
            }
        }
    }

    private long turn(long tick) {
        return tick / slots.length;
    }

    private Node outerSlot(long turn) {
        return turns[(int) (turn & (TURNS - 1))];
    }

    private Node slot(long tick) {
        return slots[(int) (tick & (slots.length - 1))];
    }

    private long elapsed() {
        return nanoTicker.getAsLong() - startNanos;
    }

    /** A timer, linked into its slot; a sentinel is the head of a slot. */
    private static final class Node implements Timeout {
        private final @Nullable TimerWheel wheel;
        private final long deadline;
        private @Nullable Runnable task;
        private Node previous = this;
        private Node next = this;

        private Node(@Nullable TimerWheel wheel, long deadline, @Nullable Runnable task) {
            this.wheel = wheel;
            this.deadline = deadline;
            this.task = task;
        }

        private static Node sentinel() {
            return new Node(null, 0, null);
        }

        @Override
        public void cancel() {
            if (task != null && wheel != null) {
                task = null;
                wheel.pending--;
                unlink();
            }
        }

        private void add(Node node) {
            node.previous = previous;
            node.next = this;
            previous.next = node;
            previous = node;
        }

        private void moveDue(long now, Node due) {
            Node node = next;
            while (node != this) {
                Node following = node.next;
                if (node.deadline <= now) {
                    node.unlink();
                    due.add(node);
                }
                node = following;
            }
        }

        private @Nullable Node takeFirst() {
            if (next == this) {
                return null;
            }
            Node first = next;
            first.unlink();
            return first;
        }

        private void unlink() {
            previous.next = next;
            next.previous = previous;
            previous = this;
            next = this;
        }
    }
}
