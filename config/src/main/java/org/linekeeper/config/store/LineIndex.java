package org.linekeeper.config.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Secret;

/**
 * Lines by one of their own values: a hash table with open addressing that holds nothing but references, so that a line costs 5
 * to 8 bytes here rather than the 60 of a map entry. One thread writes, any thread reads without waiting.
 */
final class LineIndex {
    /** Stands where a line was removed, so that those that were placed behind it are still found. */
    private static final Line GONE =
            new Line("", "", "", "", "", "", Optional.empty(), Secret.of(""), Optional.empty(), false);

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Line[].class);

    /** Many PBXs have a handful of lines. */
    private static final int SMALLEST = 2;

    private final LineKey key;
    private volatile @Nullable Line[] table = new Line[SMALLEST];

    /** Not volatile: to a reader an older count is as good. */
    private int lines;

    private int taken;

    LineIndex(LineKey key) {
        this.key = key;
    }

    Optional<Line> get(String wanted) {
        @Nullable Line[] slots = table;
        int slot = find(slots, wanted);
        Line found = slot < 0 ? null : at(slots, slot);
        // The writer may have removed or replaced it since it was found.
        return found != null && !isGone(found) && key.is(found, wanted) ? Optional.of(found) : Optional.empty();
    }

    /** Adds a line, in place of the one with the same key. */
    void put(Line line) {
        int slot = find(table, key.of(line));
        if (slot >= 0) {
            SLOT.setRelease(table, slot, line);
            return;
        }
        // Four in five at most, and one free at least, for a search ends there.
        if ((taken + 1) * 5L > table.length * 4L) {
            rebuild();
        }
        insert(table, line);
        lines++;
        taken++;
    }

    /** Removes the line with this key, if it still is the one with this id. */
    void remove(String unwanted, String id) {
        @Nullable Line[] slots = table;
        int slot = find(slots, unwanted);
        Line line = slot < 0 ? null : slots[slot];
        if (line != null && line.id().equals(id)) {
            SLOT.setRelease(slots, slot, GONE);
            lines--;
        }
    }

    boolean isEmpty() {
        return lines == 0;
    }

    /**
     * All lines, in no order, without copying them: a walk shows each line that is there from its beginning to its end, and may
     * or may not show what changes meanwhile.
     */
    Collection<Line> all() {
        return new AbstractCollection<>() {
            @Override
            public Iterator<Line> iterator() {
                return new Walk(table);
            }

            @Override
            public int size() {
                return lines;
            }
        };
    }

    /** The slot of the line with this key, or -1. */
    private int find(@Nullable Line[] slots, String wanted) {
        int slot = start(wanted.hashCode(), slots.length);
        for (Line line = at(slots, slot); line != null; line = at(slots, slot)) {
            if (!isGone(line) && key.is(line, wanted)) {
                return slot;
            }
            slot = next(slot, slots.length);
        }
        return -1;
    }

    private void insert(@Nullable Line[] slots, Line line) {
        int slot = start(key.hash(line), slots.length);
        while (slots[slot] != null) {
            slot = next(slot, slots.length);
        }
        SLOT.setRelease(slots, slot, line);
    }

    /** Makes room for half as many again, and forgets the places of removed lines. */
    private void rebuild() {
        @Nullable Line[] larger = new Line[Math.max(SMALLEST, (int) ((lines + 1) * 15L / 8 + 1))];
        new Walk(table).forEachRemaining(line -> insert(larger, line));
        taken = lines;
        table = larger;
    }

    /** No line has an empty id. */
    private static boolean isGone(Line line) {
        return line.id().isEmpty();
    }

    private static @Nullable Line at(@Nullable Line[] slots, int slot) {
        return (Line) SLOT.getAcquire(slots, slot);
    }

    private static int next(int slot, int slots) {
        return slot + 1 == slots ? 0 : slot + 1;
    }

    /** Spreads hash codes over a table of any length. */
    private static int start(int hashCode, int slots) {
        int hash = hashCode * 0x9E3779B9;
        hash = (hash ^ (hash >>> 15)) * 0x85EBCA6B;
        return (int) (((hash & 0xffff_ffffL) * slots) >>> 32);
    }

    /** The lines of one table. */
    private static final class Walk implements Iterator<Line> {
        private final @Nullable Line[] slots;
        private int slot;
        private @Nullable Line next;

        Walk(@Nullable Line[] slots) {
            this.slots = slots;
        }

        @Override
        public boolean hasNext() {
            while (next == null && slot < slots.length) {
                Line line = at(slots, slot++);
                next = line == null || isGone(line) ? null : line;
            }
            return next != null;
        }

        @Override
        public Line next() {
            Line line = hasNext() ? next : null;
            if (line == null) {
                throw new NoSuchElementException();
            }
            next = null;
            return line;
        }
    }
}
