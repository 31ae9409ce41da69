package org.linekeeper.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes being written, into an array that is used again for the next line. One thread. */
final class ByteSink {
    static final int LONGEST_TEXT = 0xffff;

    private byte[] bytes = new byte[512];
    private int length;

    /** Begins anew. */
    ByteSink clear() {
        length = 0;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    ByteSink put(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    ByteSink put16(int value) {
        return put(value >>> 8).put(value);
    }

    ByteSink put32(int value) {
        return put16(value >>> 16).put16(value);
    }

    ByteSink put64(long value) {
        return put32((int) (value >>> 32)).put32((int) value);
    }

    ByteSink put(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /**
     * A text with its length before it.
     *
     * @throws IllegalArgumentException when it is longer than 65,535 bytes
     */
    ByteSink put(String text) {
        byte[] encoded = text.getBytes(UTF_8);
        if (encoded.length > LONGEST_TEXT) {
            throw new IllegalArgumentException("A text of " + encoded.length + " bytes is too long to be saved");
        }
        return put16(encoded.length).put(encoded);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
