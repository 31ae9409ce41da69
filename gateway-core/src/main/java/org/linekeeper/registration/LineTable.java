package org.linekeeper.registration;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.linekeeper.registration.machine.LineIdentity;

/**
 * All lines, found by their id and by their identity: two hash tables with open addressing that hold nothing but references, so
 * that a line costs 20 bytes here rather than the 90 of two map entries. Writers wait for each other, readers never wait.
 */
final class LineTable {
    private static final int SMALLEST = 16;

    /** Stands where a line was removed, so that those that were placed behind it are still found. */
    private static final Object GONE = new Object();

    private volatile AtomicReferenceArray<@Nullable Object> byId = new AtomicReferenceArray<>(SMALLEST);
    private volatile AtomicReferenceArray<@Nullable Object> byIdentity = new AtomicReferenceArray<>(SMALLEST);
    private int lines;
    /** Slots that are not empty; the same in both tables. */
    private int taken;

    @Nullable
    LineEntry byId(String lineId) {
        AtomicReferenceArray<@Nullable Object> slots = byId;
        int mask = slots.length() - 1;
        int slot = spread(lineId.hashCode()) & mask;
        for (Object found = slots.get(slot); found != null; found = slots.get(slot)) {
            if (found instanceof LineEntry entry && entry.lineId.equals(lineId)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    @Nullable
    LineEntry byIdentity(LineIdentity identity) {
        AtomicReferenceArray<@Nullable Object> slots = byIdentity;
        int mask = slots.length() - 1;
        int slot = spread(Long.hashCode(identity.high())) & mask;
        for (Object found = slots.get(slot); found != null; found = slots.get(slot)) {
            if (found instanceof LineEntry entry && entry.hasIdentity(identity)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    /** Adds a line whose id is not there yet. */
    synchronized void add(LineEntry entry) {
        if ((taken + 1) * 4L > byId.length() * 3L) {
            rebuild(lines + 1);
        }
        place(byId, entry, entry.lineId.hashCode());
        place(byIdentity, entry, entry.identityHash());
        lines++;
        taken++;
    }

    synchronized void remove(LineEntry entry) {
        if (vacate(byId, entry, entry.lineId.hashCode())) {
            vacate(byIdentity, entry, entry.identityHash());
            lines--;
            if (lines * 8L < byId.length() && byId.length() > SMALLEST) {
                rebuild(lines);
            }
        }
    }

    /** Makes room, so that many lines can be added without a pause. */
    synchronized void expect(int more) {
        if ((taken + (long) more) * 4L > byId.length() * 3L) {
            rebuild(lines + more);
        }
    }

    synchronized int size() {
        return lines;
    }

    /** Every line that is there from the beginning to the end of the call, and perhaps others. */
    void forEach(Consumer<LineEntry> action) {
        AtomicReferenceArray<@Nullable Object> slots = byId;
        for (int i = 0; i < slots.length(); i++) {
            if (slots.get(i) instanceof LineEntry entry) {
                action.accept(entry);
            }
        }
    }

    /** Leaves between a third and two thirds of the slots taken, none of them by removed lines. */
    private void rebuild(int expected) {
        int size = Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, expected * 3 / 2 - 1)) * 2);
        AtomicReferenceArray<@Nullable Object> ids = new AtomicReferenceArray<>(size);
        AtomicReferenceArray<@Nullable Object> identities = new AtomicReferenceArray<>(size);
        forEach(entry -> {
            place(ids, entry, entry.lineId.hashCode());
            place(identities, entry, entry.identityHash());
        });
        taken = lines;
        byId = ids;
        byIdentity = identities;
    }

    private static void place(AtomicReferenceArray<@Nullable Object> slots, LineEntry entry, int hash) {
        int mask = slots.length() - 1;
        int slot = spread(hash) & mask;
        while (slots.get(slot) != null) {
            slot = (slot + 1) & mask;
        }
        slots.set(slot, entry);
    }

    private static boolean vacate(AtomicReferenceArray<@Nullable Object> slots, LineEntry entry, int hash) {
        int mask = slots.length() - 1;
        int slot = spread(hash) & mask;
        for (Object found = slots.get(slot); found != null; found = slots.get(slot)) {
            if (found == entry) {
                slots.set(slot, GONE);
                return true;
            }
            slot = (slot + 1) & mask;
        }
        return false;
    }

    private static int spread(int hash) {
        int spread = hash * 0x9E3779B9;
        return spread ^ (spread >>> 16);
    }
}
