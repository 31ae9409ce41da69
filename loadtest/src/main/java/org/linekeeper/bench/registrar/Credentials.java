package org.linekeeper.bench.registrar;

import org.linekeeper.bench.octets.Octets;
import org.linekeeper.bench.octets.Span;

/** Where the parameters of digest credentials (RFC 7616 section 3.4) lie. One instance serves one thread. */
final class Credentials {
    private static final byte[] DIGEST = Octets.ascii("Digest ");

    final Span username = new Span();
    final Span realm = new Span();
    final Span nonce = new Span();
    final Span uri = new Span();
    final Span response = new Span();
    final Span cnonce = new Span();
    final Span nc = new Span();
    final Span qop = new Span();
    private final Span other = new Span();

    /** Whether these are digest credentials with all that qop=auth needs. */
    boolean scan(byte[] bytes, Span value) {
        username.clear();
        realm.clear();
        nonce.clear();
        uri.clear();
        response.clear();
        cnonce.clear();
        nc.clear();
        qop.clear();
        if (!Octets.startsWith(bytes, value.from(), value.to(), DIGEST)) {
            return false;
        }
        int at = value.from() + DIGEST.length;
        while (at < value.to()) {
            at = parameter(bytes, at, value.to());
        }
        return username.isPresent()
                && realm.isPresent()
                && nonce.isPresent()
                && uri.isPresent()
                && response.length() == 32
                && cnonce.isPresent()
                && nc.length() == 8
                && qop.length() == 4;
    }

    private int parameter(byte[] bytes, int from, int to) {
        int name = from;
        while (name < to && (bytes[name] == ' ' || bytes[name] == ',')) {
            name++;
        }
        int equals = Octets.indexOf(bytes, '=', name, to);
        if (equals >= to) {
            return to;
        }
        boolean quoted = equals + 1 < to && bytes[equals + 1] == '"';
        int start = equals + (quoted ? 2 : 1);
        int end = Octets.indexOf(bytes, quoted ? '"' : ',', start, to);
        span(bytes[name] | 0x20, equals - name).set(start, end);
        return end + 1;
    }

    private Span span(int initial, int length) {
        return switch (initial << 8 | length) {
            case 'u' << 8 | 8 -> username;
            case 'r' << 8 | 5 -> realm;
            case 'n' << 8 | 5 -> nonce;
            case 'u' << 8 | 3 -> uri;
            case 'r' << 8 | 8 -> response;
            case 'c' << 8 | 6 -> cnonce;
            case 'n' << 8 | 2 -> nc;
            case 'q' << 8 | 3 -> qop;
            default -> other;
        };
    }
}
