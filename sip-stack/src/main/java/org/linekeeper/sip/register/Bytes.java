package org.linekeeper.sip.register;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looks at ranges of a message, {@code from} inclusive, {@code to} exclusive, without copying them. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BLANKS = 0x2020202020202020L;

    /** RFC 3261 20.19: "a decimal integer ... between 0 and (2**32)-1". */
    private static final long MAX_DELTA_SECONDS = 0xffff_ffffL;

    private Bytes() {}

    static boolean startsWith(byte[] message, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (message[from + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean equal(byte[] message, int from, int to, String text) {
        return to - from == text.length() && startsWith(message, from, to, text);
    }

    static boolean equal(byte[] message, int from, int to, byte[] other) {
        return java.util.Arrays.equals(message, from, to, other, 0, other.length);
    }

    /** As {@link #equal} in any letter case; the text is ASCII. */
    static boolean equalIgnoringCase(byte[] message, int from, int to, String text) {
        return to - from == text.length() && startsIgnoringCase(message, from, to, text);
    }

    static boolean startsIgnoringCase(byte[] message, int from, int to, String text) {
        if (to - from < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (lower(message[from + i]) != lower((byte) text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    /** The place of the next control character below the blank; {@code to} when there is none. Eight bytes at a time. */
    static int nextControl(byte[] message, int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long eight = (long) LONGS.get(message, at);
            // The high bit of a byte is set where that byte is less than 0x20; a borrow reaches only bytes after it.
            long below = (eight - BLANKS) & ~eight & HIGH_BITS;
            if (below != 0) {
                return at + (Long.numberOfTrailingZeros(below) >>> 3);
            }
            at += 8;
        }
        while (at < to && (message[at] < 0 || message[at] >= ' ')) {
            at++;
        }
        return at;
    }

    static int skipBlanks(byte[] message, int from, int to) {
        int at = from;
        while (at < to && isBlank(message[at])) {
            at++;
        }
        return at;
    }

    static int trimEnd(byte[] message, int from, int to) {
        int end = to;
        while (end > from && isBlank(message[end - 1])) {
            end--;
        }
        return end;
    }

    /** Whether there is something and no blank in it. */
    static boolean isVisible(byte[] message, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isBlank(message[i])) {
                return false;
            }
        }
        return from < to;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    /** Digits only, cut to what fits in 32 bits; -1 for anything else. */
    static long deltaSeconds(byte[] message, int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = message[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return Math.min(number, MAX_DELTA_SECONDS);
    }

    static String text(byte[] message, int from, int to) {
        return new String(message, from, to - from, StandardCharsets.UTF_8);
    }
}
