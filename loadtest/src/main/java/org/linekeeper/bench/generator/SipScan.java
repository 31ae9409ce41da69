package org.linekeeper.bench.generator;

import org.linekeeper.bench.octets.Octets;
import org.linekeeper.bench.octets.Span;

/** Where the parts of a message lie in its bytes. One instance serves one thread, message after message. */
final class SipScan {
    private static final byte[] VERSION = Octets.ascii("SIP/2.0 ");
    private static final byte[] TAG = Octets.ascii(";tag=");
    private static final byte[] BRANCH = Octets.ascii(";branch=");
    private static final byte[] SESSION = Octets.ascii("\ns=");
    private static final int MOST = 8;

    final Span method = new Span();
    final Span from = new Span();
    final Span to = new Span();
    final Span callId = new Span();
    final Span cseq = new Span();
    final Span contact = new Span();
    final SpanList vias = new SpanList(MOST);
    final SpanList recordRoutes = new SpanList(MOST);
    boolean retryAfter;
    private int status;
    private int body;
    private int length;
    private byte[] bytes = new byte[0];

    /** Whether it is a message with all that one must have. */
    boolean scan(byte[] message, int messageLength) {
        bytes = message;
        length = messageLength;
        clear();
        int line = Octets.indexOf(message, '\r', 0, length) + 2;
        startLine(line - 2);
        while (line < length) {
            int end = Octets.indexOf(message, '\r', line, length);
            if (end == line) {
                body = end;
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

    /** Code of a response; 0 of a request. */
    int status() {
        return status;
    }

    /** The first letter of the method of a request, which tells those apart that are used. */
    int methodLetter() {
        return bytes[method.from()];
    }

    /** The first letter of the method that a response answers. */
    int answeredLetter() {
        int space = Octets.indexOf(bytes, ' ', cseq.from(), cseq.to());
        return space + 1 < cseq.to() ? bytes[space + 1] : 0;
    }

    /** The number of the call that the Call-ID begins with, or -1. */
    long callIdNumber() {
        return number(callId.from(), callId.to());
    }

    /** The number of the call in the session name of the description, which passes the gateway as it is; or -1. */
    long sessionNumber() {
        int at = Octets.find(bytes, SESSION, body, length);
        return at < 0 ? -1 : number(at + SESSION.length, length);
    }

    /** The number of the call in the To tag, or -1. */
    long toTagNumber() {
        int at = Octets.find(bytes, TAG, to.from(), to.to());
        return at < 0 ? -1 : number(at + TAG.length, to.to());
    }

    boolean hasToTag() {
        return Octets.find(bytes, TAG, to.from(), to.to()) >= 0;
    }

    /** Stands for the branch of the topmost Via. */
    long branchHash() {
        Span via = vias.get(0);
        int at = Octets.find(bytes, BRANCH, via.from(), via.to());
        int from = at < 0 ? via.from() : at + BRANCH.length;
        return Octets.hash(bytes, from, Octets.indexOf(bytes, ';', from, via.to()));
    }

    /** Narrows a header that holds an address to what is between its brackets. */
    void uriOf(Span header, Span uri) {
        int open = Octets.indexOf(bytes, '<', header.from(), header.to());
        if (open < header.to()) {
            uri.set(open + 1, Octets.indexOf(bytes, '>', open, header.to()));
        } else {
            uri.set(header.from(), Octets.indexOf(bytes, ';', header.from(), header.to()));
        }
    }

    private long number(int start, int end) {
        return end - start < Template.DIGITS ? -1 : Octets.hexadecimal(bytes, start, start + Template.DIGITS);
    }

    private void clear() {
        method.clear();
        from.clear();
        to.clear();
        callId.clear();
        cseq.clear();
        contact.clear();
        vias.clear();
        recordRoutes.clear();
        retryAfter = false;
        status = 0;
        body = 0;
    }

    private boolean isWhole() {
        return (status > 0 || method.isPresent())
                && vias.size() > 0
                && from.isPresent()
                && to.isPresent()
                && callId.isPresent()
                && cseq.isPresent();
    }

    private void startLine(int end) {
        if (Octets.startsWith(bytes, 0, end, VERSION)) {
            int code = VERSION.length;
            status = (int) Octets.decimal(bytes, code, Math.min(end, code + 3));
        } else {
            method.set(0, Octets.indexOf(bytes, ' ', 0, Math.max(0, end)));
        }
    }

    private void header(int line, int end) {
        int colon = Octets.indexOf(bytes, ':', line, end);
        int value = colon + 1;
        while (value < end && bytes[value] == ' ') {
            value++;
        }
        name(line, colon - line, value, end);
    }

    /** First letters and length tell the headers apart that matter, all in their long form. */
    private void name(int name, int nameLength, int value, int end) {
        switch (bytes[name] | 0x20) {
            case 'v' -> {
                if (nameLength == 3) {
                    vias.add(value, end);
                }
            }
            case 'f' -> set(from, nameLength == 4, value, end);
            case 't' -> set(to, nameLength == 2, value, end);
            case 'c' -> {
                boolean callIdOrContact = nameLength == 7;
                boolean second = callIdOrContact && (bytes[name + 1] | 0x20) == 'a';
                set(cseq, nameLength == 4, value, end);
                set(callId, second, value, end);
                set(contact, callIdOrContact && !second && (bytes[name + 6] | 0x20) == 't', value, end);
            }
            case 'r' -> {
                retryAfter |= nameLength == 11;
                if (nameLength == 12) {
                    recordRoutes.add(value, end);
                }
            }
            default -> {
                // Not needed.
            }
        }
    }

    private static void set(Span span, boolean meant, int value, int end) {
        if (meant) {
            span.set(value, end);
        }
    }
}
