package org.linekeeper.bench.octets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Looking through bytes, eight at a time. */
public final class Octets {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final byte[] HEX = ascii("0123456789abcdef");

    private Octets() {}

    /** The bytes of a text. */
    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The first place of an octet in the range, or {@code to} when it is not there. */
    public static int indexOf(byte[] bytes, int octet, int from, int to) {
        long pattern = ONES * octet;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, at) ^ pattern;
            long zeros = (difference - ONES) & ~difference & TOPS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != octet) {
            at++;
        }
        return at;
    }

    /** Whether the range begins with this. */
    public static boolean startsWith(byte[] bytes, int from, int to, byte[] start) {
        if (to - from < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (bytes[from + i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first place of a word in the range, or -1. */
    public static int find(byte[] bytes, byte[] word, int from, int to) {
        int last = to - word.length;
        for (int at = indexOf(bytes, word[0], from, to); at <= last; at = indexOf(bytes, word[0], at + 1, to)) {
            if (startsWith(bytes, at, to, word)) {
                return at;
            }
        }
        return -1;
    }

    /** A decimal number that fills the range, or -1. */
    public static long decimal(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 12) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** A hexadecimal number that fills the range, or -1. */
    public static long hexadecimal(byte[] bytes, int from, int to) {
        if (from >= to || to - from > 8) {
            return -1;
        }
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = Character.digit(bytes[at], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Writes so many hexadecimal digits of a value, the lowest ones. */
    public static void putHex(byte[] to, int at, long value, int digits) {
        for (int i = 0; i < digits; i++) {
            to[at + i] = HEX[(int) (value >>> ((digits - 1 - i) << 2)) & 15];
        }
    }

    /** Writes octets, two digits each. */
    public static void putHex(byte[] to, int at, byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            to[at + 2 * i] = HEX[octets[i] >> 4 & 15];
            to[at + 2 * i + 1] = HEX[octets[i] & 15];
        }
    }

    /** A 64-bit hash (FNV-1a, a word at a time). */
    public static long hash(byte[] bytes, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mixed(hash ^ (long) LONGS.get(bytes, at));
        }
        for (; at < to; at++) {
            hash = mixed(hash ^ bytes[at]);
        }
        return hash;
    }

    /** Spreads every bit of a value over all others (the finalizer of MurmurHash3). */
    public static long mixed(long value) {
        long x = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }
}
