package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;

/** JAIN-SIP's parser with a short cut for what is written plainly. */
final class PlainParser extends StringMsgParser {
    private static final int BLANK = ' ';

    /** JAIN-SIP's makes a text of each line; here there is one text of all lines, if nothing in them is out of the ordinary. */
    @Override
    public SIPMessage parseSIPMessage(byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener)
            throws ParseException {
        int end = endOfHead(bytes);
        if (end < 0 || strict) {
            return super.parseSIPMessage(bytes, readBody, strict, listener);
        }
        String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        int from = head.indexOf('\r');
        SIPMessage message = processFirstLine(head.substring(0, trimmed(head, 0, from)), listener, bytes);
        from += 2;
        while (from < end - 2) {
            int next = head.indexOf('\r', from);
            line(head, from, trimmed(head, from, next), message, listener, bytes);
            from = next + 2;
        }
        message.setSize(end);
        ContentLength length = (ContentLength) message.getContentLength();
        if (readBody && length != null && length.getContentLength() != 0) {
            byte[] body = Arrays.copyOfRange(bytes, end, bytes.length);
            message.setMessageContent(body, true, computeContentLengthFromMessage, length.getContentLength());
        }
        return message;
    }

    /**
     * Where the body begins; -1 when the head is not made of lines of printed ASCII, each of which ends with CR LF, begins with
     * neither blank nor tab, and is there at all before the empty one.
     */
    private static int endOfHead(byte[] bytes) {
        int start = 0;
        int i = 0;
        while (i + 1 < bytes.length) {
            byte octet = bytes[i];
            if (octet >= BLANK) {
                i++;
                continue;
            }
            if (octet != '\r' || bytes[i + 1] != '\n') {
                // RFC 3261 25.1: a tab is a blank, and UTF-8 may stand in names. Both are for the other parser.
                return -1;
            }
            if (i == start) {
                return start == 0 ? -1 : i + 2;
            }
            if (bytes[start] == BLANK) {
                return -1;
            }
            i += 2;
            start = i;
        }
        return -1;
    }

    private static int trimmed(String text, int from, int end) {
        int last = end;
        while (last > from && text.charAt(last - 1) == BLANK) {
            last--;
        }
        return last;
    }

    private void line(String head, int from, int end, SIPMessage message, ParseExceptionListener listener, byte[] whole)
            throws ParseException {
        SIPHeader header = PlainHeaders.header(head, from, end);
        if (header == null) {
            uncommon(head.substring(from, end), message, listener, whole);
        } else {
            message.attachHeader(header, false);
        }
    }

    @Override
    protected SIPMessage processFirstLine(String line, ParseExceptionListener listener, byte[] message)
            throws ParseException {
        StatusLine status = PlainHeaders.statusLine(line);
        if (status != null) {
            ReceivedResponse response = new ReceivedResponse();
            response.setStatusLine(status);
            return response;
        }
        RequestLine request = PlainHeaders.requestLine(line);
        if (request != null) {
            ReceivedRequest made = new ReceivedRequest();
            made.setRequestLine(request);
            return made;
        }
        return super.processFirstLine(line, listener, message);
    }

    @Override
    protected void processHeader(String line, SIPMessage message, ParseExceptionListener listener, byte[] whole)
            throws ParseException {
        SIPHeader header = PlainHeaders.header(line);
        if (header == null) {
            uncommon(line, message, listener, whole);
        } else {
            message.attachHeader(header, false);
        }
    }

    private void uncommon(String line, SIPMessage message, ParseExceptionListener listener, byte[] whole)
            throws ParseException {
        SIPHeader header = PlainHeaders.extension(line);
        if (header == null) {
            super.processHeader(line, message, listener, whole);
        } else {
            message.attachHeader(header, false);
        }
    }
}
