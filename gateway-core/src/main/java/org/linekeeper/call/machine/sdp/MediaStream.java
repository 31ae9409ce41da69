package org.linekeeper.call.machine.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code m=} line of a description with its attributes.
 *
 * @param place which of the description's it is, from 0
 * @param head kind, port, protocol and formats
 * @param lines the lines below it, each with its line end
 */
record MediaStream(int place, List<String> head, List<String> lines) {
    private static final String END = "\r\n";
    private static final int PORT = 1;
    private static final int PROTOCOL = 2;
    private static final int FORMATS = 3;

    /** RFC 3551 section 6: the encodings of payload types that need no rtpmap. */
    private static final Map<String, String> STATIC = Map.of(
            "0",
            "pcmu/8000",
            "3",
            "gsm/8000",
            "4",
            "g723/8000",
            "8",
            "pcma/8000",
            "9",
            "g722/8000",
            "13",
            "cn/8000",
            "15",
            "g728/8000",
            "18",
            "g729/8000");

    /** Beside speech, not instead of it. */
    private static final Set<String> NO_SPEECH = Set.of("telephone-event", "cn", "red");

    private static final Set<String> PROTOCOLS = Set.of("RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF");

    /** Attributes of one format begin with it. */
    private static final Set<String> OF_FORMAT = Set.of("rtpmap", "fmtp", "rtcp-fb");

    /** Attributes that answer one of the offer's own. */
    private static final Set<String> OF_BOTH = Set.of("rtcp-mux", "rtcp-rsize", "candidate", "end-of-candidates");

    /** Attributes that tie streams of one description together; they mean nothing in an answer to another one. */
    private static final Set<String> OF_OFFER = Set.of("mid", "group", "msid", "bundle-only", "ssrc-group");

    static List<MediaStream> of(Sdp sdp) {
        List<MediaStream> streams = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : sdp.lines()) {
            if (line.startsWith("m=")) {
                lines = new ArrayList<>();
                String text = line.substring(2).stripTrailing();
                streams.add(new MediaStream(streams.size(), List.of(text.split(" +", -1)), lines));
            } else {
                // The last line of a description may lack its end, and need not stay the last one.
                lines.add(line.endsWith("\n") ? line : line + END);
            }
        }
        return streams;
    }

    /** The lines above the first stream, as they go into an answer. */
    static List<String> session(Sdp sdp) {
        return sdp.lines().stream()
                .takeWhile(line -> !line.startsWith("m="))
                .filter(line -> !OF_OFFER.contains(attribute(line)))
                .toList();
    }

    /** Whether both can be the two ends of one stream. DTLS-SRTP has roles that only an answer can settle. */
    boolean meets(MediaStream other) {
        return isWhole()
                && other.isWhole()
                && head.get(0).equals(other.head.get(0))
                && head.get(PROTOCOL).equals(other.head.get(PROTOCOL))
                && PROTOCOLS.contains(head.get(PROTOCOL))
                && common(other).stream().anyMatch(format -> !NO_SPEECH.contains(name(format)));
    }

    private boolean isWhole() {
        return head.size() > FORMATS && !head.get(PORT).equals("0");
    }

    boolean isSecure() {
        return head.size() > PROTOCOL && head.get(PROTOCOL).contains("SAVP");
    }

    List<String> cryptos() {
        return lines.stream().filter(line -> line.startsWith(CryptoPair.CRYPTO)).toList();
    }

    /** This one as the answer to that. */
    List<String> answering(MediaStream offer, Optional<String> crypto) {
        List<String> formats = common(offer);
        List<String> out = new ArrayList<>();
        out.add("m=" + String.join(" ", head.subList(0, FORMATS)) + " " + String.join(" ", formats) + END);
        boolean keyed = false;
        for (String line : lines) {
            if (line.startsWith(CryptoPair.CRYPTO)) {
                if (!keyed) {
                    crypto.ifPresent(out::add);
                    keyed = true;
                }
            } else if (isKept(line, formats, offer)) {
                out.add(line);
            }
        }
        return out;
    }

    /** RFC 3264 6: "To reject an offered stream, the port number in the corresponding stream in the answer MUST be set to zero." */
    List<String> refused() {
        List<String> parts = new ArrayList<>(head);
        if (parts.size() > PORT) {
            parts.set(PORT, "0");
        }
        return List.of("m=" + String.join(" ", parts) + END);
    }

    private boolean isKept(String line, List<String> formats, MediaStream offer) {
        String attribute = attribute(line);
        if (OF_FORMAT.contains(attribute)) {
            String format = value(line);
            return format.equals("*") || formats.contains(format);
        }
        if (OF_BOTH.contains(attribute) || attribute.startsWith("ice-")) {
            return offer.lines.stream().anyMatch(other -> attribute(other).equals(attribute));
        }
        return !OF_OFFER.contains(attribute);
    }

    /** The formats of this one that the other has too, in the order of this one, with the numbers of this one. */
    private List<String> common(MediaStream other) {
        Map<String, String> mine = encodings();
        Map<String, String> theirs = other.encodings();
        return head.subList(FORMATS, head.size()).stream()
                .filter(format -> theirs.containsValue(mine.getOrDefault(format, "")))
                .toList();
    }

    private String name(String format) {
        String encoding = encodings().getOrDefault(format, "");
        int slash = encoding.indexOf('/');
        return slash < 0 ? encoding : encoding.substring(0, slash);
    }

    /** Each format, and what it stands for; one that says nothing stands for nothing. */
    private Map<String, String> encodings() {
        Map<String, String> encodings = new HashMap<>();
        for (String format : head.subList(FORMATS, head.size())) {
            if (STATIC.containsKey(format)) {
                encodings.put(format, STATIC.get(format));
            }
        }
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (attribute(line).equals("rtpmap") && space > 0) {
                String encoding = line.substring(space + 1).strip().toLowerCase(Locale.ROOT);
                // RFC 4566 6: the number of channels of audio "may be omitted if ... one".
                encodings.put(
                        value(line), encoding.endsWith("/1") ? encoding.substring(0, encoding.length() - 2) : encoding);
            }
        }
        return encodings;
    }

    private static String attribute(String line) {
        if (!line.startsWith("a=")) {
            return "";
        }
        String text = line.substring(2).stripTrailing();
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    /** The first word of what an attribute says. */
    private static String value(String line) {
        String text = line.substring(line.indexOf(':') + 1).strip();
        int space = text.indexOf(' ');
        return space < 0 ? text : text.substring(0, space);
    }
}
