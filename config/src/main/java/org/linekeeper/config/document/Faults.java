package org.linekeeper.config.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects faults; past a hundred it only counts, so that a hostile document cannot fill the memory with complaints. */
public final class Faults {
    private static final int KEPT = 100;
    private static final int LONGEST_POINTER = 300;

    private final List<Fault> kept = new ArrayList<>();
    private int dropped;

    /** Adds one. */
    public void add(Place place, String pointer, String message) {
        if (kept.size() < KEPT) {
            // The pointer may hold names that a stranger chose.
            kept.add(new Fault(place, Words.show(pointer, LONGEST_POINTER), message));
        } else {
            dropped++;
        }
    }

    /** Whether nothing was wrong. */
    public boolean isEmpty() {
        return kept.isEmpty();
    }

    /** Whether something is wrong at the pointer, below it or above it. */
    public boolean touch(String pointer) {
        return kept.stream()
                .map(Fault::pointer)
                .anyMatch(at -> at.equals(pointer) || at.startsWith(pointer + "/") || pointer.startsWith(at + "/"));
    }

    /** All of them in the order of the text, and how many more there were. */
    public List<Fault> list() {
        List<Fault> all = new ArrayList<>(kept);
        all.sort(Comparator.comparingInt((Fault fault) -> fault.place().line())
                .thenComparingInt(fault -> fault.place().column()));
        if (dropped > 0) {
            all.add(new Fault(Place.WHOLE, "", dropped + " more faults"));
        }
        return List.copyOf(all);
    }
}
