package org.linekeeper.sip.register;

/** Steps over parameters {@code ;name[=value]} of a header value. */
final class ParameterWalk {
    int nameFrom;
    int nameTo;
    int valueFrom;
    int valueTo;
    boolean quoted;

    private final int values;

    /** @param values of which characters a value without quotes may be */
    ParameterWalk(int values) {
        this.values = values;
    }

    /**
     * Reads the parameter whose semicolon stands at {@code at}.
     *
     * @return the place after it and the blanks that follow; -1 when it is not written as usual
     */
    int read(byte[] message, int at, int to) {
        nameFrom = Bytes.skipBlanks(message, at + 1, to);
        nameTo = Characters.skip(message, nameFrom, to, Characters.TOKEN);
        int next = Bytes.skipBlanks(message, nameTo, to);
        valueFrom = next;
        valueTo = next;
        quoted = false;
        if (nameFrom == nameTo) {
            return -1;
        }
        if (next == to || message[next] != '=') {
            return next;
        }
        next = Bytes.skipBlanks(message, next + 1, to);
        if (next < to && message[next] == '"') {
            return readQuoted(message, next + 1, to);
        }
        valueFrom = next;
        valueTo = Characters.skip(message, next, to, values);
        return Bytes.skipBlanks(message, valueTo, to);
    }

    boolean is(byte[] message, String name) {
        return Bytes.equalIgnoringCase(message, nameFrom, nameTo, name);
    }

    private int readQuoted(byte[] message, int from, int to) {
        int end = from;
        while (end < to && message[end] != '"') {
            if (message[end++] == '\\') {
                return -1;
            }
        }
        quoted = true;
        valueFrom = from;
        valueTo = end;
        return end == to ? -1 : Bytes.skipBlanks(message, end + 1, to);
    }
}
