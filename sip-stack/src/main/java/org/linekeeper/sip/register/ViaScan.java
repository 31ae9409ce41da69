package org.linekeeper.sip.register;

/** Reads the topmost value of a Via header: our own, as the registrar sends it back. */
final class ViaScan {
    int branchFrom;
    int branchTo;
    int receivedFrom;
    int receivedTo;
    int rportFrom;
    int rportTo;
    private final ParameterWalk parameter = new ParameterWalk(Characters.PARAMETER_VALUE);

    void clear() {
        branchFrom = branchTo = receivedFrom = receivedTo = rportFrom = rportTo = 0;
    }

    /** Reads one header value; false when it is not written as usual. */
    boolean read(byte[] message, int from, int to) {
        if (!Bytes.startsIgnoringCase(message, from, to, "SIP/2.0/")) {
            return false;
        }
        int at = from;
        while (at < to && message[at] != ';' && message[at] != ',') {
            if (message[at] == '"' || message[at] == '<' || message[at] == '>') {
                return false;
            }
            at++;
        }
        while (at < to && message[at] == ';') {
            at = parameter.read(message, at, to);
            if (at < 0 || !take(message)) {
                return false;
            }
        }
        return at == to || message[at] == ',';
    }

    private boolean take(byte[] message) {
        if (parameter.is(message, "branch")) {
            boolean usual = branchTo == 0 && !parameter.quoted;
            branchFrom = parameter.valueFrom;
            branchTo = parameter.valueTo;
            return usual;
        }
        if (parameter.is(message, "received")) {
            boolean usual = receivedTo == 0 && !parameter.quoted && parameter.valueFrom < parameter.valueTo;
            receivedFrom = parameter.valueFrom;
            receivedTo = parameter.valueTo;
            return usual;
        }
        if (parameter.is(message, "rport")) {
            boolean usual = rportTo == 0 && !parameter.quoted;
            rportFrom = parameter.valueFrom;
            rportTo = parameter.valueTo;
            return usual;
        }
        return true;
    }
}
