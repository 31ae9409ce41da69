package org.linekeeper.sip.register;

/** Reads RFC 3261 20.33: {@code Retry-After: 18000;duration=3600} or {@code Retry-After: 120 (I'm in a meeting)}. */
final class RetryAfterScan {
    private RetryAfterScan() {}

    /** The seconds; -1 when the value is not written as usual. */
    static long seconds(byte[] message, int from, int to) {
        int end = from;
        while (end < to && message[end] >= '0' && message[end] <= '9') {
            end++;
        }
        int rest = afterComment(message, Bytes.skipBlanks(message, end, to), to);
        return rest >= 0 && parametersReadable(message, rest, to) ? Bytes.deltaSeconds(message, from, end) : -1;
    }

    private static int afterComment(byte[] message, int from, int to) {
        if (from == to || message[from] != '(') {
            return from;
        }
        int at = from + 1;
        while (at < to && message[at] != ')') {
            if (message[at] == '(' || message[at] == '\\') {
                return -1;
            }
            at++;
        }
        return at == to ? -1 : Bytes.skipBlanks(message, at + 1, to);
    }

    private static boolean parametersReadable(byte[] message, int from, int to) {
        ParameterWalk parameter = new ParameterWalk(Characters.TOKEN);
        int at = from;
        while (at >= 0 && at < to && message[at] == ';') {
            at = parameter.read(message, at, to);
            if (!parameter.is(message, "duration")
                    || Bytes.deltaSeconds(message, parameter.valueFrom, parameter.valueTo) < 0) {
                return false;
            }
        }
        return at == to;
    }
}
