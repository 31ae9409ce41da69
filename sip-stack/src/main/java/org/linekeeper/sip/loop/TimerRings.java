package org.linekeeper.sip.loop;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Timers in rings, linked by numbers rather than by references: a hundred thousand lines set and cancel two each time that they
 * refresh, and wherever a neighbour comes or goes the garbage collector would have to search what lives for an hour. A timer is known
 * by its place in the arrays; places are used again. One thread.
 */
final class TimerRings {
    /** The end of the places that are free. */
    private static final int NOWHERE = -1;

    private final int heads;
    private long[] deadlines;
    private int[] next;
    private int[] previous;
    /** How often the place was used: who holds on to a timer that is over must not cancel the one after it. */
    private int[] uses;

    private @Nullable Runnable[] tasks;
    private int free = NOWHERE;
    private int touched;

    /** @param heads how many rings there are, empty at first: the places from 0 on are their heads */
    TimerRings(int heads) {
        this.heads = heads;
        int places = heads + heads / 4;
        deadlines = new long[places];
        next = new int[places];
        previous = new int[places];
        uses = new int[places];
        tasks = new Runnable[places];
        for (int head = 0; head < heads; head++) {
            next[head] = head;
            previous[head] = head;
        }
        touched = heads;
    }

    /** Puts a timer at the end of a ring; says where it is. */
    int add(int head, long deadline, Runnable task) {
        int place = free;
        if (place == NOWHERE) {
            place = touched++;
            if (place == next.length) {
                grow();
            }
        } else {
            free = next[place];
        }
        deadlines[place] = deadline;
        tasks[place] = task;
        link(head, place);
        return place;
    }

    /** Takes a timer out of its ring; what it was to run. */
    Runnable remove(int place) {
        Runnable task = Objects.requireNonNull(tasks[place]);
        unlink(place);
        tasks[place] = null;
        uses[place]++;
        next[place] = free;
        free = place;
        return task;
    }

    /** Moves a timer to the end of another ring. */
    void move(int place, int head) {
        unlink(place);
        link(head, place);
    }

    /** The first timer of the ring, or the one behind this; the head where there is none. */
    int after(int place) {
        return next[place];
    }

    long deadline(int place) {
        return deadlines[place];
    }

    /** Tells timers of one place from each other. */
    int uses(int place) {
        return uses[place];
    }

    /** Whether a timer is at this place that is the one of so many uses. */
    boolean holds(int place, int use) {
        return place >= heads && place < touched && uses[place] == use && tasks[place] != null;
    }

    private void link(int head, int place) {
        int last = previous[head];
        previous[place] = last;
        next[place] = head;
        next[last] = place;
        previous[head] = place;
    }

    private void unlink(int place) {
        next[previous[place]] = next[place];
        previous[next[place]] = previous[place];
    }

    private void grow() {
        int places = next.length + next.length / 4 + 1;
        deadlines = Arrays.copyOf(deadlines, places);
        next = Arrays.copyOf(next, places);
        previous = Arrays.copyOf(previous, places);
        uses = Arrays.copyOf(uses, places);
        @Nullable Runnable[] outgrown = tasks;
        tasks = Arrays.copyOf(outgrown, places);
        // Until it is collected, an array that is old keeps alive what it names, and that is collected last of all.
        Arrays.fill(outgrown, null);
    }
}
