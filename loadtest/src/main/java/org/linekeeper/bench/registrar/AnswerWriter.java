package org.linekeeper.bench.registrar;

import java.net.InetSocketAddress;
import org.linekeeper.bench.octets.Octets;
import org.linekeeper.bench.octets.Span;

/**
 * Writes answers, padded to one length by their Server header when they fit: datagrams of one length can be handed to the kernel
 * together. For one thread.
 */
final class AnswerWriter {
    /** Length of a padded answer. */
    static final int LENGTH = 640;

    static final int MOST = 4_096;

    private static final byte[] OK = Octets.ascii("SIP/2.0 200 OK\r\n");
    private static final byte[] UNAUTHORIZED = Octets.ascii("SIP/2.0 401 Unauthorized\r\n");
    private static final byte[] NOT_FOUND = Octets.ascii("SIP/2.0 404 Not Found\r\n");
    private static final byte[] VIA = Octets.ascii("Via: ");
    private static final byte[] RPORT = Octets.ascii(";rport");
    private static final byte[] FROM = Octets.ascii("\r\nFrom: ");
    private static final byte[] TO = Octets.ascii("\r\nTo: ");
    private static final byte[] TAG = Octets.ascii(";tag=bench");
    private static final byte[] CALL_ID = Octets.ascii("\r\nCall-ID: ");
    private static final byte[] CSEQ = Octets.ascii("\r\nCSeq: ");
    private static final byte[] CONTACT = Octets.ascii("\r\nContact: ");
    private static final byte[] EXPIRES = Octets.ascii(";expires=");
    private static final byte[] CHALLENGE = Octets.ascii(
            "\r\nWWW-Authenticate: Digest realm=\"" + Accounts.DOMAIN + "\",qop=\"auth\",algorithm=MD5,nonce=\"");
    private static final byte[] CHALLENGE_END = Octets.ascii("\"");
    private static final byte[] STALE_END = Octets.ascii("\",stale=true");
    private static final byte[] SERVER = Octets.ascii("\r\nServer: bench (padded to one length");
    private static final byte[] END = Octets.ascii(")\r\nContent-Length: 0\r\n\r\n");

    private final byte[] bytes = new byte[MOST];
    private int end;
    private byte[] expires = new byte[0];
    private InetSocketAddress lastSender = new InetSocketAddress(0);
    private byte[] received = new byte[0];

    void grant(int seconds) {
        expires = Octets.ascii(Integer.toString(seconds));
    }

    byte[] bytes() {
        return bytes;
    }

    /** Writes the answer; its length is returned. */
    int write(Status status, RegisterScan request, InetSocketAddress sender, int line, Lines lines) {
        byte[] in = request.bytes();
        end = 0;
        put(statusLine(status));
        via(in, request.via, sender);
        put(FROM).put(in, request.from).put(TO).put(in, request.to).put(TAG);
        put(CALL_ID).put(in, request.callId).put(CSEQ).put(in, request.cseq);
        if (status == Status.OK && request.contact.isPresent()) {
            contact(in, request.contact);
        } else if (status == Status.CHALLENGE || status == Status.STALE) {
            put(CHALLENGE);
            lines.putNonce(line, bytes, end);
            end += Lines.NONCE_LENGTH;
            put(status == Status.STALE ? STALE_END : CHALLENGE_END);
        }
        put(SERVER);
        while (end < LENGTH - END.length) {
            bytes[end++] = '.';
        }
        put(END);
        return end;
    }

    private static byte[] statusLine(Status status) {
        return switch (status) {
            case OK, REMOVED -> OK;
            case CHALLENGE, STALE -> UNAUTHORIZED;
            case NOT_FOUND -> NOT_FOUND;
        };
    }

    /** RFC 3581 section 4: the server "MUST set the value of the "rport" parameter to the source port of the request". */
    private void via(byte[] in, Span via, InetSocketAddress sender) {
        put(VIA);
        int rport = Octets.find(in, RPORT, via.from(), via.to());
        if (rport < 0) {
            put(in, via);
            return;
        }
        int after = rport + RPORT.length;
        put(in, via.from(), after).put(received(sender)).put(in, after, via.to());
    }

    private byte[] received(InetSocketAddress sender) {
        if (!sender.equals(lastSender)) {
            lastSender = sender;
            received = Octets.ascii(
                    "=" + sender.getPort() + ";received=" + sender.getAddress().getHostAddress());
        }
        return received;
    }

    private void contact(byte[] in, Span contact) {
        int close = Octets.indexOf(in, '>', contact.from(), contact.to());
        put(CONTACT)
                .put(in, contact.from(), Math.min(close + 1, contact.to()))
                .put(EXPIRES)
                .put(expires);
    }

    private AnswerWriter put(byte[] text) {
        System.arraycopy(text, 0, bytes, end, text.length);
        end += text.length;
        return this;
    }

    private AnswerWriter put(byte[] in, Span span) {
        return put(in, span.from(), span.to());
    }

    private AnswerWriter put(byte[] in, int from, int to) {
        System.arraycopy(in, from, bytes, end, to - from);
        end += to - from;
        return this;
    }
}
