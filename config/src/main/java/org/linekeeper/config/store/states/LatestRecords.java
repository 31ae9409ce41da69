package org.linekeeper.config.store.states;

import java.util.Arrays;

/**
 * Which record of each line is its latest: a hash table of id hashes and file positions side by side, 21 to 43 bytes a line, that
 * lives only as long as somebody reads the file.
 */
final class LatestRecords {
    private static final int SMALLEST = 1 << 10;

    private long[] table = new long[2 * SMALLEST];
    private int lines;

    /** Takes a record that is later than all before; a position of 0 stands for a deletion. */
    void put(long idHash, long position) {
        if ((lines + 1) * 8L > table.length * 3L) {
            grow();
        }
        // Zero stands for a free slot.
        long key = idHash == 0 ? 1 : idHash;
        int slot = slot(table, key);
        lines += table[slot] == 0 ? 1 : 0;
        table[slot] = key;
        table[slot + 1] = position;
    }

    /** How many lines have a record. */
    int lines() {
        return lines;
    }

    /** Where the latest states begin, in the order of the file. */
    long[] positions() {
        long[] positions = new long[lines];
        int count = 0;
        for (int slot = 0; slot < table.length; slot += 2) {
            if (table[slot] != 0 && table[slot + 1] != 0) {
                positions[count++] = table[slot + 1];
            }
        }
        long[] live = Arrays.copyOf(positions, count);
        Arrays.sort(live);
        return live;
    }

    private void grow() {
        long[] old = table;
        table = new long[old.length * 2];
        for (int from = 0; from < old.length; from += 2) {
            if (old[from] != 0) {
                int slot = slot(table, old[from]);
                table[slot] = old[from];
                table[slot + 1] = old[from + 1];
            }
        }
    }

    private static int slot(long[] table, long key) {
        int mask = table.length - 1;
        int slot = ((int) key << 1) & mask;
        while (table[slot] != 0 && table[slot] != key) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }
}
