package org.linekeeper.sip.register;

import java.nio.charset.StandardCharsets;

/**
 * Walks over the start line and the header fields of a message without copying it. Strict: lines end with CRLF, no other control
 * character but TAB, an empty line ends the header fields. What breaks this ends the walk with {@link #broken()}.
 */
final class HeaderLines {
    private final byte[] message;
    private int next;
    private int nameStart;
    private int nameEnd;
    private int valueStart;
    private int valueEnd;
    private boolean broken;

    HeaderLines(byte[] message) {
        this.message = message;
    }

    /** The start line; the walk begins with it. */
    String startLine() {
        int end = endOfLine(0);
        if (end < 0) {
            broken = true;
            return "";
        }
        next = end + 2;
        return text(0, end);
    }

    /** Steps to the next header field; false at the empty line and when the message is broken. */
    boolean next() {
        int end = endOfLine(next);
        if (end < 0) {
            broken = true;
            return false;
        }
        if (end == next) {
            return false;
        }
        nameStart = next;
        next = end + 2;
        // RFC 3261 7.3.1: "Header fields can be extended over multiple lines by preceding each extra line with at least
        // one SP or horizontal tab"
        while (end >= 0 && next < message.length && isSpace(message[next])) {
            end = endOfLine(next);
            next = end + 2;
        }
        if (end < 0 || !splitAtColon(end)) {
            broken = true;
            return false;
        }
        return true;
    }

    boolean broken() {
        return broken;
    }

    /** Whether the name of the header field is one of these, in any letter case; the compact form may be empty. */
    boolean is(String name, String compact) {
        return is(name) || (!compact.isEmpty() && is(compact));
    }

    private boolean is(String name) {
        if (nameEnd - nameStart != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if ((message[nameStart + i] | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** The value, unfolded, without white space around it. */
    String value() {
        String value = text(valueStart, valueEnd);
        return value.indexOf('\r') < 0 ? value : value.replaceAll("[ \t]*\r\n[ \t]+", " ");
    }

    private boolean splitAtColon(int end) {
        int colon = nameStart;
        while (colon < end && message[colon] != ':') {
            colon++;
        }
        nameEnd = colon;
        while (nameEnd > nameStart && isSpace(message[nameEnd - 1])) {
            nameEnd--;
        }
        for (int i = nameStart; i < nameEnd; i++) {
            if (message[i] <= ' ' || message[i] == 0x7f) {
                return false;
            }
        }
        valueStart = colon + 1;
        valueEnd = end;
        while (valueStart < valueEnd && isBlank(message[valueStart])) {
            valueStart++;
        }
        while (valueEnd > valueStart && isBlank(message[valueEnd - 1])) {
            valueEnd--;
        }
        return colon < end && nameEnd > nameStart;
    }

    /** Where the CRLF of the line stands; -1 when there is none or the line holds a control character. */
    private int endOfLine(int from) {
        for (int i = from; i < message.length; i++) {
            byte b = message[i];
            if (b == '\r') {
                return i + 1 < message.length && message[i + 1] == '\n' ? i : -1;
            }
            if (b >= 0 && b < ' ' && b != '\t') {
                return -1;
            }
        }
        return -1;
    }

    private String text(int from, int to) {
        return new String(message, from, to - from, StandardCharsets.UTF_8);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isBlank(byte b) {
        return isSpace(b) || b == '\r' || b == '\n';
    }
}
