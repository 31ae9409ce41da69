package org.linekeeper.config.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Secret;

/**
 * Lines by one of their own values: a hash table with open addressing that holds nothing but references, so that a line costs 10
 * bytes here rather than the 60 of a map entry. One thread writes, any thread reads without waiting.
 */
final class LineIndex {
    /** Stands where a line was removed, so that those that were placed behind it are still found. */
    private static final Line GONE =
            new Line("", "", "", "", "", "", Optional.empty(), Secret.of(""), Optional.empty(), false);

    private static final int SMALLEST = 8;

    private final Function<Line, String> key;
    private volatile AtomicReferenceArray<@Nullable Line> table = new AtomicReferenceArray<>(SMALLEST);
    private int lines;
    private int taken;

    LineIndex(Function<Line, String> key) {
        this.key = key;
    }

    Optional<Line> get(String wanted) {
        AtomicReferenceArray<@Nullable Line> slots = table;
        OptionalInt slot = find(slots, wanted);
        Line found = slot.isPresent() ? slots.get(slot.getAsInt()) : null;
        // The writer may have removed or replaced it since it was found.
        return found != null && !isGone(found) && key.apply(found).equals(wanted)
                ? Optional.of(found)
                : Optional.empty();
    }

    /** Adds a line, in place of the one with the same key. */
    void put(Line line) {
        OptionalInt slot = find(table, key.apply(line));
        if (slot.isPresent()) {
            table.set(slot.getAsInt(), line);
            return;
        }
        if ((taken + 1) * 4L > table.length() * 3L) {
            rebuild();
        }
        insert(table, line);
        lines++;
        taken++;
    }

    /** Removes the line with this key, if it still is the one with this id. */
    void remove(String unwanted, String id) {
        OptionalInt slot = find(table, unwanted);
        if (slot.isPresent() && lineAt(slot.getAsInt()).id().equals(id)) {
            table.set(slot.getAsInt(), GONE);
            lines--;
        }
    }

    boolean isEmpty() {
        return lines == 0;
    }

    /** All lines at this moment, in no order. */
    List<Line> all() {
        AtomicReferenceArray<@Nullable Line> slots = table;
        List<Line> all = new ArrayList<>(slots.length() / 2);
        for (int i = 0; i < slots.length(); i++) {
            Line line = slots.get(i);
            if (line != null && !isGone(line)) {
                all.add(line);
            }
        }
        return all;
    }

    private Line lineAt(int slot) {
        Line line = table.get(slot);
        return line == null ? GONE : line;
    }

    private OptionalInt find(AtomicReferenceArray<@Nullable Line> slots, String wanted) {
        int mask = slots.length() - 1;
        int slot = start(wanted) & mask;
        for (Line line = slots.get(slot); line != null; line = slots.get(slot)) {
            if (!isGone(line) && key.apply(line).equals(wanted)) {
                return OptionalInt.of(slot);
            }
            slot = (slot + 1) & mask;
        }
        return OptionalInt.empty();
    }

    private void insert(AtomicReferenceArray<@Nullable Line> slots, Line line) {
        int mask = slots.length() - 1;
        int slot = start(key.apply(line)) & mask;
        while (slots.get(slot) != null) {
            slot = (slot + 1) & mask;
        }
        slots.set(slot, line);
    }

    /** Makes room for half as many again, and forgets the places of removed lines. */
    private void rebuild() {
        int size = Math.max(SMALLEST, Integer.highestOneBit((lines + 1) * 2 - 1) * 2);
        AtomicReferenceArray<@Nullable Line> larger = new AtomicReferenceArray<>(size);
        all().forEach(line -> insert(larger, line));
        taken = lines;
        table = larger;
    }

    /** No line has an empty id. */
    private static boolean isGone(Line line) {
        return line.id().isEmpty();
    }

    private static int start(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }
}
