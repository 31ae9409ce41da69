package org.linekeeper.simulator.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes of one whole message to its parts. Strict: what it refuses a peer should not have sent. */
public final class SipParser {
    private SipParser() {}

    public static SipMessage parse(byte[] bytes) throws SipFormatException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new SipFormatException("no empty line after the headers");
        }
        List<String> lines = unfolded(text.substring(0, end));
        List<SipHeaders.Header> headers = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            headers.add(header(line));
        }
        String body = new String(bytes, end + 4, bytes.length - end - 4, StandardCharsets.UTF_8);
        return message(lines.get(0), new SipHeaders(headers), body, bytes.length - end - 4);
    }

    private static List<String> unfolded(String head) throws SipFormatException {
        List<String> lines = new ArrayList<>();
        for (String line : head.split("\r\n", -1)) {
            boolean continued = line.startsWith(" ") || line.startsWith("\t");
            if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0 || (continued && lines.size() < 2)) {
                throw new SipFormatException("bad line end or folding");
            }
            if (continued) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + " " + line.trim());
            } else {
                lines.add(utf8(line));
            }
        }
        return lines;
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static SipHeaders.Header header(String line) throws SipFormatException {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
        if (!name.matches("[A-Za-z0-9.!%*_+`'~-]+")) {
            throw new SipFormatException("bad header line: " + line);
        }
        return new SipHeaders.Header(name, line.substring(colon + 1).trim());
    }

    private static SipMessage message(String start, SipHeaders headers, String body, int bodyBytes)
            throws SipFormatException {
        for (String needed : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            if (!headers.has(needed)) {
                throw new SipFormatException("no " + needed + ": " + start);
            }
        }
        int length = length(headers, bodyBytes);
        if (length != bodyBytes) {
            throw new SipFormatException("Content-Length " + length + " but " + bodyBytes + " bytes: " + start);
        }
        SipMessage message =
                start.startsWith("SIP/2.0 ") ? response(start, headers, body) : request(start, headers, body);
        if (message.cseq().method().isEmpty()) {
            throw new SipFormatException("bad CSeq: " + start);
        }
        message.topVia();
        message.address("From");
        message.address("To");
        return message;
    }

    private static int length(SipHeaders headers, int bodyBytes) throws SipFormatException {
        List<String> lines = headers.lines("Content-Length");
        if (lines.isEmpty()) {
            return bodyBytes;
        }
        if (lines.size() > 1 || !lines.get(0).matches("[0-9]{1,9}")) {
            throw new SipFormatException("bad Content-Length " + lines);
        }
        return Integer.parseInt(lines.get(0));
    }

    private static SipResponse response(String start, SipHeaders headers, String body) throws SipFormatException {
        String[] words = start.split(" ", 3);
        if (words.length != 3 || !words[1].matches("[1-6][0-9][0-9]")) {
            throw new SipFormatException("bad status line: " + start);
        }
        return new SipResponse(Integer.parseInt(words[1]), words[2], headers, body);
    }

    private static SipRequest request(String start, SipHeaders headers, String body) throws SipFormatException {
        String[] words = start.split(" ", -1);
        if (words.length != 3 || !words[2].equals("SIP/2.0") || !words[0].matches("[A-Za-z0-9.!%*_+`'~-]+")) {
            throw new SipFormatException("bad request line: " + start);
        }
        return new SipRequest(words[0], words[1], headers, body);
    }
}
