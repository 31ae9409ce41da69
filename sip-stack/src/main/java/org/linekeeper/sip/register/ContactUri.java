package org.linekeeper.sip.register;

/** Takes the URI of a contact apart: {@code sip:user:password@host:port;parameters}. */
final class ContactUri {
    private static final int HIGHEST_PORT = 65_535;

    int userFrom;
    int userTo;
    int hostFrom;
    int hostTo;

    /** -1 for none. */
    int port;

    /** Reads a URI; false when it is no SIP URI, or one that is not written as usual. */
    boolean read(byte[] message, int from, int to) {
        int scheme = Bytes.startsIgnoringCase(message, from, to, "sip:")
                ? 4
                : Bytes.startsIgnoringCase(message, from, to, "sips:") ? 5 : 0;
        if (scheme == 0
                || Characters.skip(message, from, to, Characters.URI) < to
                || !escapesReadable(message, from, to)) {
            return false;
        }
        userFrom = from + scheme;
        userTo = userFrom;
        int at = indexOf(message, '@', userFrom, to);
        if (at >= 0) {
            int colon = indexOf(message, ':', userFrom, at);
            userTo = colon < 0 ? at : colon;
            if (indexOf(message, '@', at + 1, to) >= 0 || !plainUser(message, userFrom, at)) {
                return false;
            }
        }
        hostFrom = at < 0 ? userFrom : at + 1;
        return readHost(message, to) && readPort(message, to);
    }

    /** RFC 3261 25.1: {@code escaped = "%" HEXDIG HEXDIG}. */
    private static boolean escapesReadable(byte[] message, int from, int to) {
        int at = indexOf(message, '%', from, to);
        while (at >= 0) {
            if (at + 2 >= to || Character.digit(message[at + 1], 16) < 0 || Character.digit(message[at + 2], 16) < 0) {
                return false;
            }
            at = indexOf(message, '%', at + 1, to);
        }
        return true;
    }

    /** What looks like parameters or headers in a user part is too odd to be judged here. */
    private static boolean plainUser(byte[] message, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = message[i];
            if (b == ';' || b == '?' || b == '[' || b == ']' || b == ',') {
                return false;
            }
        }
        return to > from;
    }

    private boolean readHost(byte[] message, int to) {
        if (hostFrom < to && message[hostFrom] == '[') {
            int close = indexOf(message, ']', hostFrom, to);
            hostTo = close + 1;
            for (int i = hostFrom + 1; i < close; i++) {
                if (message[i] != ':' && !Characters.is(message[i], Characters.HOST)) {
                    return false;
                }
            }
            return close > hostFrom + 1;
        }
        hostTo = Characters.skip(message, hostFrom, to, Characters.HOST);
        return hostTo > hostFrom;
    }

    private boolean readPort(byte[] message, int to) {
        port = -1;
        int at = hostTo;
        if (at < to && message[at] == ':') {
            int end = at + 1;
            while (end < to && message[end] >= '0' && message[end] <= '9') {
                end++;
            }
            long number = Bytes.deltaSeconds(message, at + 1, end);
            if (number < 0 || number > HIGHEST_PORT) {
                return false;
            }
            port = (int) number;
            at = end;
        }
        return at == to || (message[at] == ';' && parametersReadable(message, at, to));
    }

    /** URI parameters {@code ;name[=value]}; URI headers are not expected in a contact. */
    private static boolean parametersReadable(byte[] message, int from, int to) {
        int at = from;
        while (at < to) {
            int nameFrom = at + 1;
            boolean valued = false;
            for (at = nameFrom; at < to && message[at] != ';'; at++) {
                byte b = message[at];
                if (b == '?' || b == ',' || (b == '=' && (valued || at == nameFrom))) {
                    return false;
                }
                valued |= b == '=';
            }
            if (at == nameFrom) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] message, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (message[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
