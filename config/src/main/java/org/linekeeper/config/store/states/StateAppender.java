package org.linekeeper.config.store.states;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Collects records and writes them to the end of a file in large pieces. */
final class StateAppender {
    private static final int PIECE = 64 << 10;

    private final CRC32C crc = new CRC32C();
    private byte[] piece = new byte[PIECE];
    private int used;

    private StateFile file;
    private long end;

    StateAppender(StateFile file, long end) {
        this.file = file;
        this.end = end;
    }

    /** Where the file ends, with what is not yet written. */
    long end() {
        return end + used;
    }

    /** Forgets what is not yet written, and goes on elsewhere. */
    void restart(StateFile other, long otherEnd) {
        file = other;
        end = otherEnd;
        used = 0;
    }

    void add(long sequence, String id, byte[] state) throws IOException {
        byte[] idBytes = id.getBytes(StandardCharsets.UTF_8);
        if (idBytes.length > StateRecord.LONGEST_ID || state.length > StateRecord.LONGEST_STATE) {
            throw new IllegalArgumentException("line id of " + idBytes.length + " bytes with a state of " + state.length
                    + "; the longest are " + StateRecord.LONGEST_ID + " and " + StateRecord.LONGEST_STATE);
        }
        makeRoom(StateRecord.size(idBytes.length, state.length));
        used += StateRecord.write(piece, used, sequence, idBytes, state, crc);
    }

    /** Takes over a record as it is. */
    void copy(byte[] from, int at, int size) throws IOException {
        makeRoom(size);
        System.arraycopy(from, at, piece, used, size);
        used += size;
    }

    void flush() throws IOException {
        file.write(end, piece, used);
        end += used;
        used = 0;
    }

    private void makeRoom(int size) throws IOException {
        if (used + size > piece.length) {
            flush();
        }
        if (size > piece.length) {
            piece = new byte[StateRecord.LONGEST];
        }
    }
}
