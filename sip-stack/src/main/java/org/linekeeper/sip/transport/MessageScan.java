package org.linekeeper.sip.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.transport.TransportCounters.Event;

/**
 * One linear look at the bytes of a message: enough to frame it, to route it to its loop and to refuse it without a parser.
 * Never throws. Text is ISO-8859-1 so that bytes survive a round trip.
 */
final class MessageScan {
    private static final int MAX_HEADER_LINES = 256;
    private static final long MAX_CSEQ = 0xFFFF_FFFFL;

    /** The headers that {@link #take} looks at. */
    private static final String[] KNOWN = {
        "via", "v", "from", "f", "to", "t", "call-id", "i", "cseq", "max-forwards", "content-length", "l", "require"
    };

    private final byte[] message;
    private final List<String> vias = new ArrayList<>(2);
    private @Nullable String from;
    private @Nullable String to;
    private @Nullable String callId;
    private @Nullable String cseq;
    private @Nullable String require;
    private @Nullable String maxForwards;
    private @Nullable String contentLengthText;
    private long contentLength = -1;
    private boolean conflictingLength;
    private int headerEnd;

    /** Whether the value that is being looked at has neither folds nor control characters. */
    private boolean plain;

    private StartLine startLine = StartLine.NONE;
    private @Nullable Event fault;

    private MessageScan(byte[] message) {
        this.message = message;
    }

    /** Looks at a message, or at as much of it as there is. */
    static MessageScan of(byte[] message) {
        MessageScan scan = new MessageScan(message);
        scan.run();
        return scan;
    }

    /** The first thing wrong with it; null when nothing was found. */
    @Nullable
    Event fault() {
        return fault;
    }

    StartLine startLine() {
        return startLine;
    }

    /** Values of the Via header fields in order, each may hold several. */
    List<String> vias() {
        return vias;
    }

    @Nullable
    String from() {
        return from;
    }

    @Nullable
    String to() {
        return to;
    }

    @Nullable
    String callId() {
        return callId;
    }

    @Nullable
    String cseq() {
        return cseq;
    }

    @Nullable
    String require() {
        return require;
    }

    /** Bytes of the body as announced; -1 when it is not announced or not readable. */
    long contentLength() {
        return contentLength;
    }

    /** Whether a Content-Length is there, readable or not. */
    boolean hasContentLength() {
        return contentLengthText != null;
    }

    /** Whether Content-Length is there more than once. */
    boolean hasConflictingLength() {
        return conflictingLength;
    }

    /** Where the body begins. */
    int headerEnd() {
        return headerEnd;
    }

    /** Whether there is enough to answer: Via, From, To, Call-ID and CSeq. */
    boolean answerable() {
        boolean request = startLine instanceof StartLine.Request
                || (startLine instanceof StartLine.Broken broken && broken.request());
        return request && !vias.isEmpty() && from != null && to != null && callId != null && cseq != null;
    }

    /** The branch of the topmost Via. */
    @Nullable
    String branch() {
        return vias.isEmpty() ? null : HeaderParameters.of(HeaderParameters.firstValue(vias.get(0)), "branch");
    }

    /** The tag of the To header. */
    @Nullable
    String toTag() {
        return to == null ? null : HeaderParameters.of(to, "tag");
    }

    /**
     * The message with exactly its body: bytes after it are cut off, and a datagram without Content-Length gets one.
     *
     * <p>RFC 3261 18.3: in a datagram, bytes beyond the body "MUST be discarded"; without Content-Length the body runs to its end.
     */
    byte[] framed() {
        if (contentLength >= 0) {
            int end = headerEnd + (int) contentLength;
            return end < message.length ? Arrays.copyOf(message, end) : message;
        }
        byte[] line = ("Content-Length: " + (message.length - headerEnd) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] framed = new byte[message.length + line.length];
        int blank = headerEnd - 2;
        System.arraycopy(message, 0, framed, 0, blank);
        System.arraycopy(line, 0, framed, blank, line.length);
        System.arraycopy(message, blank, framed, blank + line.length, message.length - blank);
        return framed;
    }

    private void run() {
        int position = readStartLine();
        int lines = 0;
        boolean ended = false;
        while (position < message.length && !ended) {
            int end = HeaderText.logicalLineEnd(message, position);
            if (end < 0) {
                break;
            }
            if (end == position) {
                ended = true;
            } else if (++lines > MAX_HEADER_LINES) {
                blame(Event.TOO_MANY_HEADERS);
                break;
            } else {
                header(position, end);
            }
            position = end + 2;
        }
        headerEnd = Math.min(position, message.length);
        if (!ended) {
            blame(Event.BAD_HEADER);
        }
        check();
    }

    private int readStartLine() {
        int end = HeaderText.crlf(message, 0);
        startLine = StartLine.parse(HeaderText.text(message, 0, end < 0 ? Math.min(message.length, 256) : end));
        if (startLine instanceof StartLine.Nothing) {
            blame(Event.NOT_SIP);
        } else if (startLine instanceof StartLine.Broken) {
            blame(Event.BAD_START_LINE);
        } else if (startLine instanceof StartLine.Request request && !request.supported()) {
            blame(Event.VERSION_NOT_SUPPORTED);
        }
        return end < 0 ? message.length : end + 2;
    }

    private void header(int start, int end) {
        int colon = start;
        while (colon < end && message[colon] != ':') {
            colon++;
        }
        // RFC 3261 25.1: HCOLON = *( SP / HTAB ) ":" SWS. Blanks before the colon are legal, anything else is not a
        // token.
        int nameEnd = colon;
        while (nameEnd > start && HeaderText.isBlank(message[nameEnd - 1])) {
            nameEnd--;
        }
        if (colon == end || nameEnd == start || !HeaderText.isToken(message, start, nameEnd)) {
            blame(Event.BAD_HEADER);
            return;
        }
        plain = HeaderText.isPlain(message, colon + 1, end);
        if (!plain && !HeaderText.isCleanValue(message, colon + 1, end)) {
            blame(Event.BAD_HEADER);
        }
        take(known(start, nameEnd), colon + 1, end);
    }

    /** The name in lower case, if it is one that is looked at; empty for others. */
    private String known(int start, int end) {
        for (String name : KNOWN) {
            if (name.length() == end - start && isName(name, start)) {
                return name;
            }
        }
        return "";
    }

    private boolean isName(String name, int start) {
        for (int i = 0; i < name.length(); i++) {
            int octet = message[start + i];
            if (octet != name.charAt(i) && (octet < 'A' || octet > 'Z' || octet + 32 != name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private void take(String name, int start, int end) {
        switch (name) {
            case "via", "v" -> vias.add(value(start, end));
            case "from", "f" -> from = once(from, start, end);
            case "to", "t" -> to = once(to, start, end);
            case "call-id", "i" -> callId = once(callId, start, end);
            case "cseq" -> cseq = once(cseq, start, end);
            case "max-forwards" -> maxForwards = once(maxForwards, start, end);
            case "content-length", "l" -> {
                conflictingLength |= contentLengthText != null;
                contentLengthText = once(contentLengthText, start, end);
            }
            case "require" -> require = require == null ? value(start, end) : require + "," + value(start, end);
            default -> {}
        }
    }

    private String value(int start, int end) {
        return plain ? HeaderText.trimmed(message, start, end) : HeaderText.value(message, start, end);
    }

    private String once(@Nullable String present, int start, int end) {
        if (present != null) {
            blame(Event.REPEATED_HEADER);
            return present;
        }
        return value(start, end);
    }

    private void check() {
        if (contentLengthText != null) {
            contentLength = number(contentLengthText, Integer.MAX_VALUE);
            if (contentLength < 0) {
                blame(Event.BAD_CONTENT_LENGTH);
            }
        }
        if (vias.isEmpty() || isEmpty(from) || isEmpty(to) || isEmpty(callId) || isEmpty(cseq)) {
            blame(Event.MISSING_HEADER);
        }
        if (cseq != null) {
            checkCseq(cseq);
        }
        if (maxForwards != null && number(maxForwards, 255) < 0) {
            blame(Event.BAD_MAX_FORWARDS);
        }
    }

    private void checkCseq(String value) {
        int blank = 0;
        while (blank < value.length() && value.charAt(blank) > ' ') {
            blank++;
        }
        String method = value.substring(blank).trim();
        // RFC 3261 8.1.1.5: "The method MUST match that of the request."
        boolean matches = !(startLine instanceof StartLine.Request request)
                || request.method().equals(method);
        if (method.isEmpty() || !matches || number(value.substring(0, blank), MAX_CSEQ) < 0) {
            blame(Event.BAD_CSEQ);
        }
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    /** A number of 1 to 20 digits up to the limit; -1 for anything else. */
    private static long number(String digits, long limit) {
        if (digits.isEmpty() || digits.length() > 20) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
            if (number > limit) {
                return -1;
            }
        }
        return number;
    }

    private void blame(Event what) {
        if (fault == null) {
            fault = what;
        }
    }
}
