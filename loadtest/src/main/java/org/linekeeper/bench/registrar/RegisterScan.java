package org.linekeeper.bench.registrar;

import org.linekeeper.bench.octets.Octets;
import org.linekeeper.bench.octets.Span;

/** Where the parts of a REGISTER lie in its bytes. One instance serves one thread, message after message. */
final class RegisterScan {
    private static final byte[] REGISTER = Octets.ascii("REGISTER ");
    private static final byte[] BRANCH = Octets.ascii(";branch=");
    private static final byte[] EXPIRES = Octets.ascii(";expires=");
    private static final byte[] SIP = Octets.ascii("sip:");

    final Span via = new Span();
    final Span branch = new Span();
    final Span from = new Span();
    final Span to = new Span();
    final Span callId = new Span();
    final Span cseq = new Span();
    final Span contact = new Span();
    final Span authorization = new Span();
    private final Span expires = new Span();
    private byte[] bytes = new byte[0];

    /** Whether it is a REGISTER with all that every request must have, and came straight from its sender. */
    boolean scan(byte[] message, int length) {
        bytes = message;
        clear();
        if (!Octets.startsWith(message, 0, length, REGISTER)) {
            return false;
        }
        int line = Octets.indexOf(message, '\r', 0, length) + 2;
        while (line < length) {
            int end = Octets.indexOf(message, '\r', line, length);
            if (end == line) {
                return isWhole();
            }
            header(line, end);
            line = end + 2;
        }
        return false;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The user of the address-of-record as a number, or -1 when it is none. */
    long user() {
        int start = Octets.find(bytes, SIP, to.from(), to.to());
        if (start < 0) {
            return -1;
        }
        return Octets.decimal(bytes, start + SIP.length, Octets.indexOf(bytes, '@', start, to.to()));
    }

    /** The seconds asked for by the Contact or else by the Expires header, or -1. */
    long requestedExpires() {
        int parameter = Octets.find(bytes, EXPIRES, contact.from(), contact.to());
        if (parameter < 0) {
            return Octets.decimal(bytes, expires.from(), expires.to());
        }
        int start = parameter + EXPIRES.length;
        return Octets.decimal(bytes, start, Octets.indexOf(bytes, ';', start, contact.to()));
    }

    private void clear() {
        via.clear();
        branch.clear();
        from.clear();
        to.clear();
        callId.clear();
        cseq.clear();
        contact.clear();
        authorization.clear();
        expires.clear();
    }

    private boolean isWhole() {
        return branch.isPresent() && from.isPresent() && to.isPresent() && callId.isPresent() && cseq.isPresent();
    }

    private void header(int line, int end) {
        int colon = Octets.indexOf(bytes, ':', line, end);
        int value = colon + 1;
        while (value < end && bytes[value] == ' ') {
            value++;
        }
        Span span = span(line, colon - line);
        if (span != null) {
            span.set(value, end);
            if (span == via) {
                findBranch();
            }
        }
    }

    private void findBranch() {
        int parameter = Octets.find(bytes, BRANCH, via.from(), via.to());
        if (parameter >= 0) {
            int start = parameter + BRANCH.length;
            branch.set(start, Octets.indexOf(bytes, ';', start, via.to()));
        }
    }

    /** The first letters and the length tell the headers of a REGISTER apart. */
    private @org.jspecify.annotations.Nullable Span span(int name, int length) {
        int second = length > 1 ? bytes[name + 1] | 0x20 : 0;
        return switch (bytes[name] | 0x20) {
            case 'v' -> length == 3 ? via : null;
            case 'f' -> length == 4 ? from : null;
            case 't' -> length == 2 ? to : null;
            case 'e' -> length == 7 ? expires : null;
            case 'a' -> length == 13 ? authorization : null;
            case 'c' ->
                switch (length) {
                    case 4 -> cseq;
                    case 7 ->
                        second == 'a' ? callId : second == 'o' && (bytes[name + 6] | 0x20) == 't' ? contact : null;
                    default -> null;
                };
            default -> null;
        };
    }
}
