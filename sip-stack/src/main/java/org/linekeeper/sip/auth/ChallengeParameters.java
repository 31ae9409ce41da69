package org.linekeeper.sip.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the parameters of one plainly written challenge lie. */
final class ChallengeParameters {
    final Range realm = new Range("realm");
    final Range nonce = new Range("nonce");
    final Range opaque = new Range("opaque");
    final Range algorithm = new Range("algorithm");
    final Range qop = new Range("qop");
    final Range stale = new Range("stale");
    private final Range[] wanted = {realm, nonce, opaque, algorithm, qop, stale};

    /** Reads {@code name=value} after {@code name=value}, separated by commas; false when there is anything else. */
    boolean read(byte[] message, int from, int to) {
        for (Range range : wanted) {
            range.clear();
        }
        int at = from;
        while (true) {
            int name = skipBlanks(message, at, to);
            int equals = name;
            while (equals < to && isNameByte(message[equals])) {
                equals++;
            }
            if (equals == name || equals >= to || message[equals] != '=') {
                return false;
            }
            boolean quoted = equals + 1 < to && message[equals + 1] == '"';
            int value = equals + (quoted ? 2 : 1);
            int end = quoted ? endOfQuoted(message, value, to) : endOfToken(message, value, to);
            if (end < 0 || !note(message, name, equals, value, end)) {
                return false;
            }
            at = skipBlanks(message, end + (quoted ? 1 : 0), to);
            if (at == to) {
                return true;
            }
            if (message[at++] != ',') {
                return false;
            }
        }
    }

    /** False when a parameter that matters stands twice. */
    private boolean note(byte[] message, int name, int equals, int value, int end) {
        for (Range range : wanted) {
            if (range.isNamed(message, name, equals)) {
                boolean first = !range.present();
                range.from = value;
                range.to = end;
                return first;
            }
        }
        return true;
    }

    /** The closing quote; -1 where there is none, or a backslash, or a byte that is no printable ASCII. */
    private static int endOfQuoted(byte[] message, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = message[i];
            if (b == '"') {
                return i;
            }
            if (b < ' ' || b == 0x7f || b == '\\') {
                return -1;
            }
        }
        return -1;
    }

    private static int endOfToken(byte[] message, int from, int to) {
        int end = from;
        while (end < to && isNameByte(message[end])) {
            end++;
        }
        return end;
    }

    private static boolean isNameByte(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }

    private static int skipBlanks(byte[] message, int from, int to) {
        int at = from;
        while (at < to && (message[at] == ' ' || message[at] == '\t')) {
            at++;
        }
        return at;
    }

    /** Where one value lies, without its quotes. */
    static final class Range {
        private final byte[] name;
        private int from;
        private int to;

        Range(String name) {
            this.name = name.getBytes(StandardCharsets.US_ASCII);
            clear();
        }

        private void clear() {
            from = to = -1;
        }

        boolean present() {
            return from >= 0;
        }

        boolean isEmpty() {
            return from == to;
        }

        String text(byte[] message) {
            return new String(message, from, to - from, StandardCharsets.US_ASCII);
        }

        byte[] copy(byte[] message) {
            return present() ? Arrays.copyOfRange(message, from, to) : new byte[0];
        }

        boolean equal(byte[] message, byte[] other) {
            return present() ? Arrays.equals(message, from, to, other, 0, other.length) : other.length == 0;
        }

        int hash(byte[] message) {
            int hash = 0;
            for (int i = from; i < to; i++) {
                hash = hash * 31 + message[i];
            }
            return hash;
        }

        /** Whether the value is this word of lower-case letters and digits, in any letter case. */
        boolean isWord(byte[] message, String word) {
            if (to - from != word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if (lower(message[from + i]) != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isNamed(byte[] message, int nameFrom, int nameTo) {
            if (nameTo - nameFrom != name.length) {
                return false;
            }
            for (int i = 0; i < name.length; i++) {
                if (lower(message[nameFrom + i]) != name[i]) {
                    return false;
                }
            }
            return true;
        }

        private static int lower(byte b) {
            return b >= 'A' && b <= 'Z' ? b + 32 : b;
        }
    }
}
