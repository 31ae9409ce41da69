package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Writes a message, one line for each header value, and refuses values that would begin a line of their own: whatever a display
 * name or a number brings along, it cannot become a header.
 */
final class MessageEncoder {
    private static final int USUAL = 4096;

    /** One for each loop, so that none grows anew for each message. */
    private static final ThreadLocal<StringBuilder> TEXT = ThreadLocal.withInitial(() -> new StringBuilder(USUAL));

    private MessageEncoder() {}

    /**
     * The bytes to send.
     *
     * @param transport what the topmost Via shall say
     * @throws IOException when a value holds CR, LF or NUL; says which
     */
    static byte[] encode(SIPMessage message, String transport) throws IOException {
        Via via = message.getTopmostVia();
        if (via != null) {
            try {
                via.setTransport(transport);
            } catch (ParseException e) {
                throw new IOException("transport " + transport + " does not fit into Via", e);
            }
        }
        StringBuilder text = TEXT.get();
        text.setLength(0);
        appendFirstLine(text, message);
        int lines = 1;
        Iterator<SIPHeader> headers = message.getHeaders();
        while (headers.hasNext()) {
            SIPHeader header = headers.next();
            if (header instanceof List<?> values) {
                for (Object value : values) {
                    ((SIPHeader) value).encode(text);
                    lines++;
                }
            } else if (!(header instanceof ContentLength)) {
                header.encode(text);
                lines++;
            }
        }
        byte[] body = message.getRawContent();
        int length = body == null ? 0 : body.length;
        text.append("Content-Length: ").append(length).append("\r\n\r\n");
        String head = text.toString();
        byte[] encoded = head.getBytes(StandardCharsets.UTF_8);
        if (!isMadeOf(encoded, lines + 2)) {
            blame(message);
        }
        if (encoded.length != head.length() || encoded.length > USUAL) {
            // Once it has held other letters it goes on with two bytes for each.
            TEXT.remove();
        }
        if (length == 0) {
            return encoded;
        }
        byte[] whole = Arrays.copyOf(encoded, encoded.length + length);
        System.arraycopy(body, 0, whole, encoded.length, length);
        return whole;
    }

    /** Whether there are so many ends of lines and no parts of others: then each value has its own line. */
    private static boolean isMadeOf(byte[] head, int lines) {
        int ends = 0;
        int returns = 0;
        for (int i = 0; i < head.length; i++) {
            byte octet = head[i];
            // What begins with three bits of zero controls.
            if ((octet & 0xE0) != 0) {
                continue;
            }
            if (octet == '\r') {
                returns++;
            } else if (octet == '\n') {
                if (i == 0 || head[i - 1] != '\r') {
                    return false;
                }
                ends++;
            } else if (octet == 0) {
                return false;
            }
        }
        return ends == lines && returns == lines;
    }

    /** Says which value it is. */
    private static void blame(SIPMessage message) throws IOException {
        StringBuilder text = new StringBuilder(1024);
        appendFirstLine(text, message);
        check(text, 0, "first line");
        Iterator<SIPHeader> headers = message.getHeaders();
        while (headers.hasNext()) {
            SIPHeader header = headers.next();
            if (header instanceof List<?> values) {
                for (Object value : values) {
                    append(text, (SIPHeader) value);
                }
            } else if (!(header instanceof ContentLength)) {
                append(text, header);
            }
        }
        throw new IOException("refused to send: a header holds a line break or NUL");
    }

    private static void appendFirstLine(StringBuilder text, SIPMessage message) throws IOException {
        if (message instanceof SIPRequest request) {
            text.append(request.getRequestLine().encode());
        } else {
            text.append(((SIPResponse) message).getStatusLine().encode());
        }
    }

    private static void append(StringBuilder text, SIPHeader header) throws IOException {
        int start = text.length();
        header.encode(text);
        check(text, start, header.getName());
    }

    private static void check(StringBuilder text, int start, String what) throws IOException {
        int end = text.length() - 2;
        boolean clean = end >= start && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
        for (int i = start; clean && i < end; i++) {
            char c = text.charAt(i);
            clean = c != '\r' && c != '\n' && c != '\0';
        }
        if (!clean) {
            throw new IOException("refused to send: " + what + " holds a line break or NUL");
        }
    }
}
