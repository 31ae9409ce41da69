package org.linekeeper.sip.transport;

import java.nio.charset.StandardCharsets;

/** Lines, tokens and values of header fields as they stand in the bytes of a message. Text is ISO-8859-1. */
final class HeaderText {
    private HeaderText() {}

    /** End of a header line with its continuation lines, before its CRLF; -1 when there is none. */
    static int logicalLineEnd(byte[] message, int from) {
        int end = crlf(message, from);
        while (end > from && end + 2 < message.length && isBlank(message[end + 2])) {
            end = crlf(message, end + 2);
        }
        return end;
    }

    /** Where the next CRLF begins; -1 when there is none. */
    static int crlf(byte[] message, int from) {
        for (int i = from; i + 1 < message.length; i++) {
            if (message[i] == '\r' && message[i + 1] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** RFC 3261 25.1: {@code token}. */
    static boolean isToken(byte[] message, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!StartLine.isTokenChar((char) (message[i] & 0xff))) {
                return false;
            }
        }
        return true;
    }

    /** Whether no control character stands where none may. */
    static boolean isCleanValue(byte[] message, int start, int end) {
        for (int i = start; i < end; i++) {
            int octet = message[i] & 0xff;
            boolean control = (octet < 0x20 && octet != '\t') || octet == 0x7f;
            if (control && !isFold(message, i) && !isQuotedPair(message, i, octet)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFold(byte[] message, int i) {
        int cr = message[i] == '\r' ? i : i - 1;
        return cr + 2 < message.length && message[cr] == '\r' && message[cr + 1] == '\n' && isBlank(message[cr + 2]);
    }

    /** RFC 3261 25.1: {@code quoted-pair = "\" (%x00-09 / %x0B-0C / %x0E-7F)}: a control character, but neither CR nor LF. */
    private static boolean isQuotedPair(byte[] message, int i, int octet) {
        return octet != '\r' && octet != '\n' && i > 0 && message[i - 1] == '\\';
    }

    /** The value without outer blanks; folds become one space each, and control characters that may not be there vanish. */
    static String value(byte[] message, int start, int end) {
        return isPlain(message, start, end) ? trimmed(message, start, end) : cleaned(message, start, end);
    }

    /** Whether there is neither fold nor control character in it; then it is clean as well. */
    static boolean isPlain(byte[] message, int start, int end) {
        for (int i = start; i < end; i++) {
            int octet = message[i] & 0xff;
            if ((octet < 0x20 && octet != '\t') || octet == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** What is plain, without outer blanks. */
    static String trimmed(byte[] message, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isBlank(message[from])) {
            from++;
        }
        while (from < to && isBlank(message[to - 1])) {
            to--;
        }
        return text(message, from, to);
    }

    private static String cleaned(byte[] message, int start, int end) {
        String raw = text(message, start, end);
        StringBuilder clean = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean control = (c < 0x20 && c != '\t') || c == 0x7f;
            if (!control || (c != '\r' && c != '\n' && i > 0 && raw.charAt(i - 1) == '\\')) {
                clean.append(c);
            }
        }
        return clean.toString().strip();
    }

    static String text(byte[] message, int start, int end) {
        return new String(message, start, end - start, StandardCharsets.ISO_8859_1);
    }

    static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
