package org.linekeeper.config.store.states;

/**
 * Which record of each line is its latest: a hash table of id hashes and file positions, 21 to 43 bytes a line, that lives only
 * as long as somebody reads the file.
 */
final class LatestRecords {
    private static final int SMALLEST = 1 << 10;

    private long[] hashes = new long[SMALLEST];
    private long[] positions = new long[SMALLEST];
    private int lines;

    /** Takes a record that is later than all before. */
    void put(long idHash, long position) {
        if ((lines + 1) * 4L > hashes.length * 3L) {
            grow();
        }
        int slot = slot(hashes, key(idHash));
        lines += hashes[slot] == 0 ? 1 : 0;
        hashes[slot] = key(idHash);
        positions[slot] = position;
    }

    /** Whether this record is the latest of its line. */
    boolean isLatest(long idHash, long position) {
        int slot = slot(hashes, key(idHash));
        return hashes[slot] != 0 && positions[slot] == position;
    }

    /** How many lines have a record. */
    int lines() {
        return lines;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldPositions = positions;
        hashes = new long[oldHashes.length * 2];
        positions = new long[oldHashes.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = slot(hashes, oldHashes[i]);
                hashes[slot] = oldHashes[i];
                positions[slot] = oldPositions[i];
            }
        }
    }

    /** Zero stands for a free slot. */
    private static long key(long idHash) {
        return idHash == 0 ? 1 : idHash;
    }

    private static int slot(long[] hashes, long key) {
        int slot = (int) key & (hashes.length - 1);
        while (hashes[slot] != 0 && hashes[slot] != key) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }
}
