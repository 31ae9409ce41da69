package org.linekeeper.sip.register;

/**
 * Finds our contact among those of a response: {@code "name" <sip:user@host:port>;expires=n} or {@code sip:user@host;expires=n}.
 * It is ours by URI; where the PBX rewrote host and port, by the token; where it rewrote the user, by the instance.
 */
final class ContactScan {
    private static final int BY_URI = 0;
    private static final int BY_USER = 1;
    private static final int BY_INSTANCE = 2;
    private static final long NOT_FOUND = -2;
    private static final long NOT_SAID = -1;

    private final ContactUri uri = new ContactUri();
    private final ParameterWalk parameter = new ParameterWalk(Characters.TOKEN);
    private final long[] found = new long[3];
    private long expires;
    private int instanceFrom;
    private int instanceTo;

    void clear() {
        found[BY_URI] = found[BY_USER] = found[BY_INSTANCE] = NOT_FOUND;
    }

    boolean found() {
        return found[BY_URI] != NOT_FOUND || found[BY_USER] != NOT_FOUND || found[BY_INSTANCE] != NOT_FOUND;
    }

    /** Seconds that the contact found says; -1 when it says nothing. */
    long expires() {
        return found[BY_URI] != NOT_FOUND
                ? found[BY_URI]
                : found[BY_USER] != NOT_FOUND ? found[BY_USER] : found[BY_INSTANCE];
    }

    /**
     * Reads the value of one Contact header; false when one of its contacts is not written as usual. A comma too many, which some
     * PBXs write behind the last contact, is passed over.
     */
    boolean read(byte[] message, int from, int to, SoughtContact ours) {
        boolean any = false;
        int at = Bytes.skipBlanks(message, from, to);
        while (at < to) {
            if (message[at] != ',') {
                at = element(message, at, to);
                if (at < 0 || (at < to && message[at] != ',')) {
                    return false;
                }
                note(message, ours);
                any = true;
            }
            at = at < to ? Bytes.skipBlanks(message, at + 1, to) : at;
        }
        return any;
    }

    private void note(byte[] message, SoughtContact ours) {
        int by = -1;
        if (ours.isUser(message, uri.userFrom, uri.userTo)) {
            boolean same = uri.port == ours.port() && ours.isHost(message, uri.hostFrom, uri.hostTo);
            by = same ? BY_URI : BY_USER;
        } else if (instanceTo > instanceFrom && ours.isInstance(message, instanceFrom, instanceTo)) {
            by = BY_INSTANCE;
        }
        if (by >= 0 && found[by] == NOT_FOUND) {
            found[by] = expires;
        }
    }

    /** Reads one contact; says where it ends, -1 when it is not written as usual. */
    private int element(byte[] message, int from, int to) {
        expires = NOT_SAID;
        instanceFrom = instanceTo = 0;
        int open = openingBracket(message, from, to);
        int at;
        if (open < 0) {
            int end = from;
            while (end < to && message[end] != ';' && message[end] != ',') {
                end++;
            }
            if (!uri.read(message, from, Bytes.trimEnd(message, from, end))) {
                return -1;
            }
            at = end;
        } else {
            int close = Characters.skip(message, open + 1, to, Characters.URI);
            if (close == to || message[close] != '>' || !uri.read(message, open + 1, close)) {
                return -1;
            }
            at = Bytes.skipBlanks(message, close + 1, to);
        }
        while (at >= 0 && at < to && message[at] == ';') {
            at = parameter.read(message, at, to);
            if (at >= 0 && !take(message)) {
                return -1;
            }
        }
        return at;
    }

    private boolean take(byte[] message) {
        if (parameter.is(message, "expires")) {
            boolean first = expires == NOT_SAID && !parameter.quoted;
            expires = Bytes.deltaSeconds(message, parameter.valueFrom, parameter.valueTo);
            return first && expires >= 0;
        }
        if (parameter.is(message, "+sip.instance")) {
            boolean first = instanceTo == 0;
            boolean bracketed = parameter.valueTo - parameter.valueFrom >= 2
                    && message[parameter.valueFrom] == '<'
                    && message[parameter.valueTo - 1] == '>';
            instanceFrom = parameter.valueFrom + (bracketed ? 1 : 0);
            instanceTo = parameter.valueTo - (bracketed ? 1 : 0);
            return first;
        }
        return true;
    }

    /** The bracket that opens the URI, after a quoted or plain display name; -1 when there is none. */
    private static int openingBracket(byte[] message, int from, int to) {
        int at = from;
        if (at < to && message[at] == '"') {
            at++;
            while (at < to && message[at] != '"') {
                at += message[at] == '\\' ? 2 : 1;
            }
            at = Bytes.skipBlanks(message, Math.min(at + 1, to), to);
        } else if (at < to && message[at] != '*') {
            while (at < to && (Characters.is(message[at], Characters.TOKEN) || Bytes.isBlank(message[at]))) {
                at++;
            }
        }
        return at < to && message[at] == '<' ? at : -1;
    }
}
