package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Responses made from the bytes of a request, without transaction or parser (RFC 3261 8.2.7). Their To tag is a function of the
 * request, so that retransmissions get the same one and the ACK to a refused INVITE is known again.
 */
public final class StatelessReplies {
    private static final String TAG_PREFIX = "lk-";

    private final String server;
    private final long secret;

    /**
     * @param server value of the Server header
     * @param secret makes our tags hard to guess; different for every process
     */
    public StatelessReplies(String server, long secret) {
        this.server = server;
        this.secret = secret;
    }

    /** With a secret of this process. */
    public static StatelessReplies withRandomSecret(String server) {
        return new StatelessReplies(server, new SplittableRandom().nextLong());
    }

    /**
     * The response, or null when the request lacks what a response must repeat, or is an ACK.
     *
     * @param headers further header lines, without line ends
     */
    byte @Nullable [] response(
            MessageScan request, InetSocketAddress source, int status, String reason, List<String> headers) {
        if (!request.answerable() || isAck(request)) {
            return null;
        }
        StringBuilder text = new StringBuilder(512);
        text.append("SIP/2.0 ").append(status).append(' ').append(reason).append("\r\n");
        appendVias(text, request, source);
        text.append("From: ").append(request.from()).append("\r\n");
        text.append("To: ").append(request.to());
        if (request.toTag() == null) {
            text.append(";tag=").append(tag(request));
        }
        text.append("\r\nCall-ID: ").append(request.callId());
        text.append("\r\nCSeq: ").append(request.cseq()).append("\r\n");
        if (!server.isEmpty()) {
            text.append("Server: ").append(server).append("\r\n");
        }
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        text.append("Content-Length: 0\r\n\r\n");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether an ACK belongs to a response that was made here. */
    boolean isOurs(MessageScan ack) {
        String toTag = ack.toTag();
        return toTag != null && toTag.startsWith(TAG_PREFIX) && toTag.equals(tag(ack));
    }

    private static boolean isAck(MessageScan request) {
        return request.startLine() instanceof StartLine.Request line
                && line.method().equals("ACK");
    }

    private String tag(MessageScan request) {
        // An ACK to a refused INVITE has the same top branch, Call-ID, From and CSeq number (RFC 3261 17.1.1.3).
        String cseq = Objects.requireNonNullElse(request.cseq(), "");
        int numberEnd = 0;
        while (numberEnd < cseq.length() && Character.isDigit(cseq.charAt(numberEnd))) {
            numberEnd++;
        }
        long hash = secret;
        for (String part : List.of(
                Objects.requireNonNullElse(request.branch(), ""),
                Objects.requireNonNullElse(request.callId(), ""),
                Objects.requireNonNullElse(request.from(), ""),
                cseq.substring(0, numberEnd))) {
            for (int i = 0; i < part.length(); i++) {
                hash = (hash ^ part.charAt(i)) * 0x100000001B3L;
            }
            hash = (hash ^ 0xFF) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return TAG_PREFIX + Long.toHexString(hash);
    }

    /** RFC 3261 8.2.6.2: the Via header field values are repeated and "MUST maintain the same ordering". */
    private static void appendVias(StringBuilder text, MessageScan request, InetSocketAddress source) {
        List<String> vias = request.vias();
        String first = HeaderParameters.firstValue(vias.get(0));
        String others = HeaderParameters.otherValues(vias.get(0));
        String host = source.getAddress().getHostAddress();
        String top = HeaderParameters.without(HeaderParameters.without(first, "received"), "rport");
        text.append("Via: ").append(top);
        // RFC 3581 4: the server sets rport to the source port and "MUST" insert received as well.
        if (HeaderParameters.of(first, "rport") != null) {
            text.append(";rport=").append(source.getPort());
        }
        text.append(";received=").append(host).append("\r\n");
        if (others != null) {
            text.append("Via: ").append(others).append("\r\n");
        }
        for (String via : vias.subList(1, vias.size())) {
            text.append("Via: ").append(via).append("\r\n");
        }
    }
}
