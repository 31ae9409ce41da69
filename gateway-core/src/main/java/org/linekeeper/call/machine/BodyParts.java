package org.linekeeper.call.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A body of several parts (RFC 2046 5.1), one of which describes the media. Whoever is called understands such a body less often
 * than its parts.
 */
public final class BodyParts {
    private static final String MULTIPART = "multipart/";
    private static final String SDP = "application/sdp";
    private static final String LOCATION = "application/pidf+xml";

    /** More parts than these are not sent in good faith. */
    private static final int MOST = 16;

    private BodyParts() {}

    /** @param head its header lines, in lower case */
    private record Part(List<String> head, String content) {
        String value(String name) {
            return head.stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }

        boolean is(String type) {
            String value = value("content-type");
            int end = value.indexOf(';');
            return (end < 0 ? value : value.substring(0, end)).strip().equals(type);
        }

        /** RFC 3261 20.11: "If this parameter is missing, the value 'required' SHOULD be assumed." */
        boolean isOptional() {
            return value("content-disposition").replace(" ", "").contains("handling=optional");
        }
    }

    /**
     * What is to cross the bridge of a body. RFC 3261 20.11 lets parts that are optional be ignored, so that an offer beside nothing
     * but those crosses alone. The place of a caller stays, and so does whatever has to be understood: whether it is, the far side
     * says.
     */
    public static Body crossing(Body whole) {
        if (!isMultipart(whole)) {
            return whole;
        }
        List<Part> parts = of(whole);
        Optional<Part> sdp = sdp(parts);
        boolean alone = parts.stream()
                .filter(part -> !part.equals(sdp.orElse(null)))
                .allMatch(part -> part.isOptional() && !part.is(LOCATION));
        return sdp.isPresent() && alone ? plain(bytes(sdp.get())) : whole;
    }

    /** The session description in a body; empty when there is none. */
    public static Optional<byte[]> description(Body body) {
        if (body.contentType().regionMatches(true, 0, SDP, 0, SDP.length())) {
            return Optional.of(body.content());
        }
        return isMultipart(body) ? sdp(of(body)).map(BodyParts::bytes) : Optional.empty();
    }

    /** A description in the place of another one; alone where that had other parts beside it. */
    static Body described(Body before, byte[] sdp) {
        return isMultipart(before) ? plain(sdp) : new Body(before.contentType(), before.describedBy(), sdp);
    }

    private static Body plain(byte[] sdp) {
        return new Body(SDP, List.of(), sdp);
    }

    /** The line end before a delimiter belongs to that (RFC 2046 5.1.1), and many let the description have none of its own. */
    private static byte[] bytes(Part part) {
        String end = part.content().endsWith("\n") ? "" : "\r\n";
        return (part.content() + end).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Optional<Part> sdp(List<Part> parts) {
        return parts.stream().filter(part -> part.is(SDP)).findFirst();
    }

    private static boolean isMultipart(Body body) {
        return body.contentType().regionMatches(true, 0, MULTIPART, 0, MULTIPART.length());
    }

    /** Empty when it cannot be read. */
    private static List<Part> of(Body body) {
        String boundary = boundary(body.contentType());
        String text = "\r\n" + new String(body.content(), StandardCharsets.ISO_8859_1);
        if (boundary.isEmpty()) {
            return List.of();
        }
        String delimiter = "\r\n--" + boundary;
        List<Part> parts = new ArrayList<>();
        int at = text.indexOf(delimiter);
        while (at >= 0 && !text.startsWith("--", at + delimiter.length()) && parts.size() < MOST) {
            int line = text.indexOf("\r\n", at + delimiter.length());
            int next = line < 0 ? -1 : text.indexOf(delimiter, line);
            if (next < 0) {
                return List.of();
            }
            parts.add(part(text.substring(line, next)));
            at = next;
        }
        return parts;
    }

    /** @param text from the line end of its delimiter to that before the next one */
    private static Part part(String text) {
        int blank = text.indexOf("\r\n\r\n");
        String head = blank < 0 ? "" : text.substring(0, blank);
        return new Part(
                List.of(head.toLowerCase(Locale.ROOT).split("\r\n", -1)), blank < 0 ? "" : text.substring(blank + 4));
    }

    /** RFC 2046 5.1.1: up to 70 characters, in quotes where a token may not hold them. */
    private static String boundary(String contentType) {
        for (String parameter : contentType.split(";", -1)) {
            String named = parameter.strip();
            if (named.regionMatches(true, 0, "boundary", 0, 8)) {
                String value = named.substring(named.indexOf('=') + 1).strip();
                return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                        ? value.substring(1, value.length() - 1)
                        : value;
            }
        }
        return "";
    }
}
