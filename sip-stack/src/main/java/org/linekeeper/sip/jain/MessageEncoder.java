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
import java.util.Iterator;
import java.util.List;

/**
 * Writes a message, one line for each header value, and refuses values that would begin a line of their own: whatever a display
 * name or a number brings along, it cannot become a header.
 */
final class MessageEncoder {
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
        StringBuilder text = new StringBuilder(1024);
        appendFirstLine(text, message);
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
        byte[] body = message.getRawContent();
        int length = body == null ? 0 : body.length;
        text.append("Content-Length: ").append(length).append("\r\n\r\n");
        byte[] head = text.toString().getBytes(StandardCharsets.UTF_8);
        if (length == 0) {
            return head;
        }
        byte[] whole = new byte[head.length + length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, length);
        return whole;
    }

    private static void appendFirstLine(StringBuilder text, SIPMessage message) throws IOException {
        if (message instanceof SIPRequest request) {
            text.append(request.getRequestLine().encode());
        } else {
            text.append(((SIPResponse) message).getStatusLine().encode());
        }
        check(text, 0, "first line");
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
