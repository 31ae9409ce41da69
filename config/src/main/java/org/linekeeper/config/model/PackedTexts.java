package org.linekeeper.config.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Some texts in one byte array: each its length, doubled, plus one when it is wide, in groups of seven bits; then its
 * characters, a byte each while all of them are Latin-1, else two. A string of its own would cost 40 bytes more than its
 * characters. Any text comes out as it went in, even one with half a surrogate pair, which must not be mended before it is judged.
 */
final class PackedTexts {
    private static final int LAST_NARROW = 0xff;

    private PackedTexts() {}

    static byte[] pack(String... texts) {
        int size = 0;
        for (String text : texts) {
            int header = header(text);
            size += headerSize(header) + (text.length() << (header & 1));
        }
        byte[] packed = new byte[size];
        int at = 0;
        for (String text : texts) {
            at = write(packed, at, text);
        }
        return packed;
    }

    /** The text with this index. */
    static String text(byte[] packed, int index) {
        int start = start(packed, index);
        int header = header(packed, start);
        int from = start + headerSize(header);
        int length = header >> 1;
        if ((header & 1) == 0) {
            return new String(packed, from, length, StandardCharsets.ISO_8859_1);
        }
        char[] wide = new char[length];
        for (int i = 0; i < length; i++) {
            wide[i] = wide(packed, from, i);
        }
        return new String(wide);
    }

    /** The texts from this index on. */
    static List<String> from(byte[] packed, int index) {
        List<String> texts = new ArrayList<>();
        for (int i = index; start(packed, i) < packed.length; i++) {
            texts.add(text(packed, i));
        }
        return texts;
    }

    /** Whether the text with this index is that one. */
    static boolean is(byte[] packed, int index, String that) {
        int start = start(packed, index);
        int header = header(packed, start);
        int length = header >> 1;
        if (length != that.length()) {
            return false;
        }
        int from = start + headerSize(header);
        for (int i = 0; i < length; i++) {
            if (character(packed, header, from, i) != that.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The hash code of the text with this index, the same as that of the string. */
    static int hash(byte[] packed, int index) {
        int start = start(packed, index);
        int header = header(packed, start);
        int from = start + headerSize(header);
        int hash = 0;
        for (int i = 0; i < header >> 1; i++) {
            hash = 31 * hash + character(packed, header, from, i);
        }
        return hash;
    }

    private static int header(String text) {
        int wide = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_NARROW) {
                wide = 1;
                break;
            }
        }
        return (text.length() << 1) | wide;
    }

    private static int write(byte[] packed, int start, String text) {
        int header = header(text);
        int at = start;
        int rest = header;
        while (rest > 0x7f) {
            packed[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        packed[at++] = (byte) rest;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if ((header & 1) == 1) {
                packed[at++] = (byte) (character >> 8);
            }
            packed[at++] = (byte) character;
        }
        return at;
    }

    private static int start(byte[] packed, int index) {
        int at = 0;
        for (int i = 0; i < index; i++) {
            int header = header(packed, at);
            at += headerSize(header) + ((header >> 1) << (header & 1));
        }
        return at;
    }

    private static int header(byte[] packed, int start) {
        int header = packed[start] & 0x7f;
        int at = start;
        for (int shift = 7; packed[at] < 0; shift += 7) {
            at++;
            header |= (packed[at] & 0x7f) << shift;
        }
        return header;
    }

    private static int headerSize(int header) {
        int size = 1;
        for (int rest = header >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    private static char character(byte[] packed, int header, int from, int i) {
        return (header & 1) == 0 ? (char) (packed[from + i] & 0xff) : wide(packed, from, i);
    }

    private static char wide(byte[] packed, int from, int i) {
        return (char) ((packed[from + 2 * i] << 8) | (packed[from + 2 * i + 1] & 0xff));
    }
}
