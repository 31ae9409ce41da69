package org.linekeeper.sip.register;

/**
 * Walks over the start line and the header fields of a message without copying it. Strict: lines end with CRLF, no other control
 * character but TAB, an empty line ends the header fields. What breaks this ends the walk with {@link #broken()}. A folded line
 * ends it with {@link #folded()}: the message is to be walked again {@link Unfolding unfolded}.
 */
final class HeaderLines {
    byte[] message = new byte[0];
    int startLineEnd;
    int nameFrom;
    int nameTo;
    int valueFrom;
    int valueTo;
    private int length;
    private int next;
    private boolean broken;
    private boolean folded;

    /** Begins with the start line of a message; false when there is none. */
    boolean begin(byte[] ofMessage, int ofLength) {
        message = ofMessage;
        length = ofLength;
        folded = false;
        startLineEnd = endOfLine(0);
        broken = startLineEnd < 0;
        next = startLineEnd + 2;
        return !broken;
    }

    /** Steps to the next header field; false at the empty line and when the walk cannot go on. */
    boolean next() {
        int end = endOfLine(next);
        if (end < 0) {
            broken = true;
            return false;
        }
        if (end == next) {
            return false;
        }
        nameFrom = next;
        next = end + 2;
        if (!splitAtColon(end)) {
            broken = true;
            return false;
        }
        // RFC 3261 7.3.1: "Header fields can be extended over multiple lines by preceding each extra line with at least
        // one SP or horizontal tab"
        folded = next < length && Bytes.isBlank(message[next]);
        return !folded;
    }

    boolean broken() {
        return broken;
    }

    boolean folded() {
        return folded;
    }

    /** Whether the name of the header field is this one, in any letter case. */
    boolean is(String name) {
        return Bytes.equalIgnoringCase(message, nameFrom, nameTo, name);
    }

    /** The value, without white space around it. */
    String value() {
        return Bytes.text(message, valueFrom, valueTo);
    }

    private boolean splitAtColon(int end) {
        int colon = nameFrom;
        while (colon < end && message[colon] != ':') {
            colon++;
        }
        nameTo = Bytes.trimEnd(message, nameFrom, colon);
        for (int i = nameFrom; i < nameTo; i++) {
            if (message[i] <= ' ' || message[i] == 0x7f) {
                return false;
            }
        }
        valueFrom = Bytes.skipBlanks(message, Math.min(colon + 1, end), end);
        valueTo = Bytes.trimEnd(message, valueFrom, end);
        return colon < end && nameTo > nameFrom;
    }

    /** Where the CRLF of the line stands; -1 when there is none or the line holds a control character. */
    private int endOfLine(int from) {
        int at = Bytes.nextControl(message, from, length);
        while (at < length && message[at] == '\t') {
            at = Bytes.nextControl(message, at + 1, length);
        }
        return at + 1 < length && message[at] == '\r' && message[at + 1] == '\n' ? at : -1;
    }
}
