package org.linekeeper.sip.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Bytes of a message under way, kept from one message to the next. Values are checked as they are written: what would end a line
 * or a URI is refused. One thread.
 */
public final class MessageBuffer {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int length;

    /** @param capacity bytes to begin with; it grows as needed */
    public MessageBuffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** The bytes from 0 to {@link #length()}; the array of the buffer itself, good until the next write. */
    public byte[] array() {
        return bytes;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Begins anew. */
    public MessageBuffer clear() {
        length = 0;
        return this;
    }

    /** Bytes as they are. */
    public MessageBuffer raw(byte[] segment) {
        return raw(segment, segment.length);
    }

    /** The first bytes of an array as they are. */
    public MessageBuffer raw(byte[] segment, int count) {
        reserve(count);
        System.arraycopy(segment, 0, bytes, length, count);
        length += count;
        return this;
    }

    /** One byte as it is. */
    public MessageBuffer raw(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Text in UTF-8, whatever is in it: for digests, not for messages. */
    public MessageBuffer unchecked(String text) {
        int ascii = ascii(text);
        return ascii == text.length() ? this : raw(text.substring(ascii).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A value of a header field.
     *
     * @param name what it is, for the error
     * @throws IllegalArgumentException when it holds a control character
     */
    public MessageBuffer value(String name, String value) {
        int from = length;
        unchecked(value);
        for (int i = from; i < length; i++) {
            refuseControl(name, bytes[i]);
        }
        return this;
    }

    /**
     * A value inside {@code <sip:...>}, which it must not end.
     *
     * @throws IllegalArgumentException when it holds a control character, a blank, a quote or an angle bracket
     */
    public MessageBuffer uri(String name, String value) {
        int from = length;
        unchecked(value);
        for (int i = from; i < length; i++) {
            byte b = bytes[i];
            if (b == '<' || b == '>' || b == ' ' || b == '"') {
                throw new IllegalArgumentException(
                        "The " + name + " holds a character that no SIP URI may: " + (char) b);
            }
            refuseControl(name, b);
        }
        return this;
    }

    /**
     * A quoted string with its quotes.
     *
     * @throws IllegalArgumentException when it holds a control character
     */
    public MessageBuffer quoted(String name, String value) {
        raw('"');
        int from = length + plain(value);
        unchecked(value);
        for (int i = from; i < length; i++) {
            byte b = bytes[i];
            refuseControl(name, b);
            if (b == '"' || b == '\\') {
                reserve(1);
                System.arraycopy(bytes, i, bytes, i + 1, length - i);
                bytes[i++] = '\\';
                length++;
            }
        }
        return raw('"');
    }

    /** A number of zero or more, in decimal. */
    public MessageBuffer number(long number) {
        int digits = 1;
        for (long rest = number / 10; rest != 0; rest /= 10) {
            digits++;
        }
        reserve(digits);
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** The low digits of a number, in lower-case hexadecimal. */
    public MessageBuffer hex(long number, int digits) {
        reserve(digits);
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
            bytes[length++] = DIGITS[(int) (number >>> shift) & 15];
        }
        return this;
    }

    /** Bytes in lower-case hexadecimal. */
    public MessageBuffer hex(byte[] octets, int count) {
        reserve(count * 2);
        for (int i = 0; i < count; i++) {
            bytes[length++] = DIGITS[(octets[i] >> 4) & 15];
            bytes[length++] = DIGITS[octets[i] & 15];
        }
        return this;
    }

    /** How many of the leading characters stand in a quoted string as they are: of a nonce as a rule all. */
    private static int plain(String text) {
        int count = 0;
        while (count < text.length() && isPlain(text.charAt(count))) {
            count++;
        }
        return count;
    }

    private static boolean isPlain(char c) {
        return c >= '#' && c < 0x7f && c != '\\';
    }

    /** Writes the leading characters that are ASCII and says how many these were. */
    private int ascii(String text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                length += i;
                return i;
            }
            bytes[length + i] = (byte) c;
        }
        length += count;
        return count;
    }

    private static void refuseControl(String name, byte b) {
        if ((b >= 0 && b < ' ') || b == 0x7f) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "The %s holds a control character (%d)", name, (int) b));
        }
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
