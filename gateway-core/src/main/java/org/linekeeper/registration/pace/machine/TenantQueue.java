package org.linekeeper.registration.pace.machine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The turns of one PBX in one lane: whose binding ends first, then those without one, in the order in which they came. Whose binding
 * ends wait in a heap in which each turn knows its place, so that a turn among many is given up as quickly as it was added. The others
 * wait in a row: they are the hundred thousand of a cold start.
 */
final class TenantQueue {
    /** Room that a crowd needed is given back when it has gone. */
    private static final int CROWD = 1_024;

    private static final Comparator<Turn> ORDER =
            Comparator.<Turn>comparingLong(turn -> turn.deadline).thenComparingLong(turn -> turn.order);

    final Gate gate;
    boolean inRing;
    private ArrayList<Turn> heap = new ArrayList<>(4);
    /** Whose binding does not end. Those that gave up stay in it until their turn comes, or until they are most of it. */
    private ArrayDeque<Turn> row = new ArrayDeque<>(4);

    private int inRow;
    private boolean crowded;
    private long joined;

    TenantQueue(Gate gate) {
        this.gate = gate;
    }

    boolean isEmpty() {
        return heap.isEmpty() && inRow == 0;
    }

    void add(Turn turn) {
        turn.queue = this;
        turn.order = joined++;
        if (turn.isEndless()) {
            row.add(turn);
            inRow++;
            crowded |= inRow > CROWD;
            return;
        }
        turn.place = heap.size();
        heap.add(turn);
        rise(turn);
        crowded |= heap.size() > CROWD;
    }

    @Nullable
    Turn poll() {
        Turn turn = heap.isEmpty() ? firstInRow() : heap.get(0);
        if (turn != null) {
            remove(turn);
        }
        return turn;
    }

    private @Nullable Turn firstInRow() {
        for (Turn turn = row.poll(); turn != null; turn = row.poll()) {
            if (turn.queue == this) {
                return turn;
            }
        }
        return null;
    }

    void remove(Turn turn) {
        turn.queue = null;
        if (turn.isEndless()) {
            inRow--;
            if (row.size() > 2 * inRow + CROWD) {
                row.removeIf(gone -> gone.queue != this);
            }
        } else {
            Turn last = heap.remove(heap.size() - 1);
            if (last != turn) {
                put(last, turn.place);
                sink(last);
                rise(last);
            }
        }
        if (crowded && isEmpty()) {
            heap = new ArrayList<>(4);
            row = new ArrayDeque<>(4);
            crowded = false;
        }
    }

    /** How many are held, those included that gave up. */
    int kept() {
        return heap.size() + row.size();
    }

    /** In their order; the action may add and remove turns. */
    void forEach(Consumer<Turn> action) {
        List<Turn> turns = new ArrayList<>(heap);
        turns.sort(ORDER);
        turns.addAll(row);
        turns.forEach(turn -> {
            if (turn.queue == this) {
                action.accept(turn);
            }
        });
    }

    private void rise(Turn turn) {
        while (turn.place > 0) {
            Turn parent = heap.get((turn.place - 1) / 2);
            if (!comesBefore(turn, parent)) {
                return;
            }
            exchange(turn, parent);
        }
    }

    private void sink(Turn turn) {
        for (int child = turn.place * 2 + 1; child < heap.size(); child = turn.place * 2 + 1) {
            Turn first = heap.get(child);
            if (child + 1 < heap.size() && comesBefore(heap.get(child + 1), first)) {
                first = heap.get(child + 1);
            }
            if (!comesBefore(first, turn)) {
                return;
            }
            exchange(turn, first);
        }
    }

    private void exchange(Turn one, Turn other) {
        int place = one.place;
        put(one, other.place);
        put(other, place);
    }

    private void put(Turn turn, int place) {
        turn.place = place;
        heap.set(place, turn);
    }

    private static boolean comesBefore(Turn one, Turn other) {
        return one.deadline < other.deadline || (one.deadline == other.deadline && one.order < other.order);
    }
}
