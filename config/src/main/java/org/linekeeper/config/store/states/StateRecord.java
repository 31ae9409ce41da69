package org.linekeeper.config.store.states;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * How one saved state lies in the file, numbers in network byte order: a mark (4 bytes), a CRC-32C of all that follows (4), the
 * sequence number (8), the lengths of state (4) and line id (4), the id, the state, and zeros up to a multiple of eight. An empty
 * state stands for a deleted one.
 */
final class StateRecord {
    /** Every record begins at a multiple of this, so that after damage the next one is found. */
    static final int ALIGNMENT = 8;

    static final int FIXED = 24;
    static final int LONGEST_ID = 255;
    static final int LONGEST_STATE = 1 << 20;
    static final int LONGEST = aligned(FIXED + LONGEST_ID + LONGEST_STATE);

    private static final int MARK = 0x4c4b5331;
    private static final int CHECKED = 8;
    private static final int SEQUENCE = 8;
    private static final int STATE_LENGTH = 16;
    private static final int ID_LENGTH = 20;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private StateRecord() {}

    static int size(int idLength, int stateLength) {
        return aligned(FIXED + idLength + stateLength);
    }

    /** Writes a record where there is room for it; its size. */
    static int write(byte[] into, int at, long sequence, byte[] id, byte[] state, CRC32C crc) {
        int size = size(id.length, state.length);
        INT.set(into, at, MARK);
        LONG.set(into, at + SEQUENCE, sequence);
        INT.set(into, at + STATE_LENGTH, state.length);
        INT.set(into, at + ID_LENGTH, id.length);
        System.arraycopy(id, 0, into, at + FIXED, id.length);
        System.arraycopy(state, 0, into, at + FIXED + id.length, state.length);
        for (int i = at + FIXED + id.length + state.length; i < at + size; i++) {
            into[i] = 0;
        }
        INT.set(into, at + 4, checksum(into, at, size, crc));
        return size;
    }

    /** The size of the record that seems to begin here, of which the fixed part can be read; 0 when there is none. */
    static int announced(byte[] from, int at) {
        int state = stateLength(from, at);
        int id = idLength(from, at);
        return (int) INT.get(from, at) == MARK && state >= 0 && state <= LONGEST_STATE && id >= 0 && id <= LONGEST_ID
                ? size(id, state)
                : 0;
    }

    /** Whether the whole record is as it was written. */
    static boolean isSound(byte[] from, int at, int size, CRC32C crc) {
        return (int) INT.get(from, at + 4) == checksum(from, at, size, crc);
    }

    static long sequence(byte[] from, int at) {
        return (long) LONG.get(from, at + SEQUENCE);
    }

    static int stateLength(byte[] from, int at) {
        return (int) INT.get(from, at + STATE_LENGTH);
    }

    static String id(byte[] from, int at) {
        return new String(from, at + FIXED, idLength(from, at), StandardCharsets.UTF_8);
    }

    static byte[] state(byte[] from, int at) {
        byte[] state = new byte[stateLength(from, at)];
        System.arraycopy(from, at + FIXED + idLength(from, at), state, 0, state.length);
        return state;
    }

    /** 64 bits that two of a million ids share once in forty million stores. */
    static long idHash(byte[] from, int at) {
        int end = at + FIXED + idLength(from, at);
        long hash = 0;
        for (int i = at + FIXED; i < end; i++) {
            hash = (hash ^ from[i]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        hash *= 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }

    private static int idLength(byte[] from, int at) {
        return (int) INT.get(from, at + ID_LENGTH);
    }

    private static int checksum(byte[] bytes, int at, int size, CRC32C crc) {
        crc.reset();
        crc.update(bytes, at + CHECKED, size - CHECKED);
        return (int) crc.getValue();
    }

    private static int aligned(int size) {
        return (size + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
