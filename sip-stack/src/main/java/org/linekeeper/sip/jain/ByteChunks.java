package org.linekeeper.sip.jain;

import java.util.ArrayDeque;
import java.util.Deque;

/** Arrays that are used again: those who come and go each eight seconds would be moved by every run of the collector. One thread. */
final class ByteChunks {
    /** A request and its response as UDP can carry them fit into one, but for the last bytes of the longest. */
    static final int BYTES = 128 << 10;

    private final Deque<byte[]> free = new ArrayDeque<>();
    private int lent;

    byte[] take() {
        lent++;
        byte[] chunk = free.poll();
        return chunk == null ? new byte[BYTES] : chunk;
    }

    /** No more stay free than are in use, so that what a busy hour needed goes when it is over. */
    void giveBack(byte[] chunk) {
        lent--;
        if (free.size() <= lent) {
            free.push(chunk);
        }
    }
}
