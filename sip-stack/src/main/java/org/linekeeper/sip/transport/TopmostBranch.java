package org.linekeeper.sip.transport;

/**
 * A quick look at a response: where the branch of its topmost Via lies, when that is written as usual. It costs little more than
 * the first two lines are long, and makes no object.
 */
final class TopmostBranch {
    private static final byte[] STATUS = ascii("SIP/2.0 ");
    private static final byte[] VIA = ascii("via");
    private static final byte[] COMPACT = ascii("v");
    private static final byte[] BRANCH = ascii("branch=");

    /** Via is the first header field or one of the first. */
    private static final int LINES = 8;

    private static final long NOT_FOUND = -1;

    private TopmostBranch() {}

    /**
     * Looks for the branch.
     *
     * @return its first byte in the upper half and the byte after its last in the lower half; -1 when this is no response or
     *     {@link MessageScan} must look
     */
    static long find(byte[] message, int length) {
        if (!startsWith(message, 0, length, STATUS)) {
            return NOT_FOUND;
        }
        int line = nextLine(message, STATUS.length, length);
        for (int i = 0; i < LINES && line < length; i++) {
            int value = afterName(message, line, length, VIA);
            if (value < 0) {
                value = afterName(message, line, length, COMPACT);
            }
            if (value >= 0) {
                return inVia(message, value, length);
            }
            line = nextLine(message, line, length);
        }
        return NOT_FOUND;
    }

    /** RFC 3261 7.3.1: names have no case, and blanks may stand before the colon. */
    private static int afterName(byte[] message, int line, int length, byte[] name) {
        if (!startsWith(message, line, length, name)) {
            return -1;
        }
        int at = line + name.length;
        while (at < length && isBlank(message[at])) {
            at++;
        }
        return at < length && message[at] == ':' ? at + 1 : -1;
    }

    private static long inVia(byte[] message, int from, int length) {
        for (int at = from; at < length; at++) {
            byte b = message[at];
            if (b == ',' || b == '"' || b == '<' || b == '\r') {
                return NOT_FOUND;
            }
            if (b == ';' && startsWith(message, at + 1, length, BRANCH)) {
                int start = at + 1 + BRANCH.length;
                return ((long) start << 32) | endOfValue(message, start, length);
            }
        }
        return NOT_FOUND;
    }

    private static int endOfValue(byte[] message, int from, int length) {
        int at = from;
        while (at < length && message[at] > ' ' && message[at] != ';' && message[at] != ',') {
            at++;
        }
        return at;
    }

    private static int nextLine(byte[] message, int from, int length) {
        int at = from;
        while (at < length && message[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** Compares in any letter case; the wanted bytes are lower-case letters or no letters, but for the capitals of SIP. */
    private static boolean startsWith(byte[] message, int from, int length, byte[] wanted) {
        if (from + wanted.length > length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            byte b = message[from + i];
            if (b != wanted[i] && (b < 'A' || b > 'Z' || b + 32 != wanted[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
