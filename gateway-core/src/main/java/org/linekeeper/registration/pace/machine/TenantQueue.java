package org.linekeeper.registration.pace.machine;

import org.jspecify.annotations.Nullable;

/** The turns of one PBX in one lane, first come, first served. */
final class TenantQueue {
    final Gate gate;
    boolean inRing;

    @Nullable
    private Turn first;

    @Nullable
    private Turn last;

    TenantQueue(Gate gate) {
        this.gate = gate;
    }

    boolean isEmpty() {
        return first == null;
    }

    void add(Turn turn) {
        turn.queue = this;
        turn.before = last;
        if (last == null) {
            first = turn;
        } else {
            last.after = turn;
        }
        last = turn;
    }

    @Nullable
    Turn poll() {
        Turn turn = first;
        if (turn != null) {
            remove(turn);
        }
        return turn;
    }

    void remove(Turn turn) {
        if (turn.before == null) {
            first = turn.after;
        } else {
            turn.before.after = turn.after;
        }
        if (turn.after == null) {
            last = turn.before;
        } else {
            turn.after.before = turn.before;
        }
        turn.queue = null;
        turn.before = null;
        turn.after = null;
    }

    @Nullable
    Turn first() {
        return first;
    }
}
