package org.linekeeper.simulator.sip;

import java.util.OptionalInt;

/** {@code host[:port]} of a URI or a Via; IPv6 without its brackets. */
record HostPort(String host, OptionalInt port) {
    static HostPort parse(String text) throws SipFormatException {
        int bracket = text.indexOf(']');
        int colon = text.indexOf(':', Math.max(bracket, 0));
        String host = colon < 0 ? text : text.substring(0, colon);
        if (host.isEmpty() || !host.matches("\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+")) {
            throw new SipFormatException("bad host in " + text);
        }
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        return new HostPort(host, colon < 0 ? OptionalInt.empty() : port(text.substring(colon + 1)));
    }

    private static OptionalInt port(String digits) throws SipFormatException {
        if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
            throw new SipFormatException("bad port " + digits);
        }
        return OptionalInt.of(Integer.parseInt(digits));
    }
}
