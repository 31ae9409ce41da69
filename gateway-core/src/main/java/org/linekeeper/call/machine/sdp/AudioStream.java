package org.linekeeper.call.machine.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a description says of its first audio stream, for people to read.
 *
 * @param codecs encoding names in order of preference, such as {@code PCMU}; {@code payload-96} where no name is given
 * @param protocol for example {@code RTP/AVP}
 */
public record AudioStream(List<String> codecs, String protocol) {
    /** RFC 3551 section 6: payload types that need no rtpmap. */
    private static final Map<String, String> STATIC = Map.of(
            "0", "PCMU", "3", "GSM", "4", "G723", "8", "PCMA", "9", "G722", "13", "CN", "15", "G728", "18", "G729");

    /** More are not for people to read. */
    private static final int MOST_CODECS = 16;

    private static final int LONGEST_NAME = 32;

    public AudioStream {
        codecs = List.copyOf(codecs);
    }

    /** Whether the media is encrypted (RFC 3711). */
    public boolean isSecure() {
        return protocol.contains("SAVP");
    }

    /** Reads a description; empty when it has no audio stream. Never throws. */
    public static Optional<AudioStream> read(byte[] content) {
        List<String> payloads = List.of();
        String protocol = "";
        Map<String, String> names = new HashMap<>();
        for (String line : Sdp.text(content).split("\r?\n", -1)) {
            if (line.startsWith("m=")) {
                if (!protocol.isEmpty()) {
                    break;
                }
                String[] parts = line.substring(2).split(" ", -1);
                if (parts.length > 3 && parts[0].equals("audio")) {
                    protocol = parts[2];
                    // RFC 3264 6: "To reject an offered stream, the port number in the corresponding stream in the
                    // answer MUST be set to zero."
                    payloads = parts[1].equals("0") ? List.of() : List.of(parts).subList(3, parts.length);
                }
            } else if (!protocol.isEmpty() && line.startsWith("a=rtpmap:")) {
                name(line.substring("a=rtpmap:".length()), names);
            }
        }
        return protocol.isEmpty()
                ? Optional.empty()
                : Optional.of(new AudioStream(named(payloads, names), printable(protocol)));
    }

    private static void name(String rtpmap, Map<String, String> names) {
        int space = rtpmap.indexOf(' ');
        int slash = rtpmap.indexOf('/', space + 1);
        if (space > 0 && slash > space) {
            names.put(rtpmap.substring(0, space), printable(rtpmap.substring(space + 1, slash)));
        }
    }

    private static List<String> named(List<String> payloads, Map<String, String> names) {
        List<String> codecs = new ArrayList<>();
        for (String payload : payloads) {
            String codec = names.getOrDefault(payload, STATIC.getOrDefault(payload, "payload-" + printable(payload)));
            if (!codecs.contains(codec) && !payload.isEmpty() && codecs.size() < MOST_CODECS) {
                codecs.add(codec);
            }
        }
        return codecs;
    }

    private static String printable(String text) {
        String plain = text.strip().replaceAll("[^A-Za-z0-9/._-]", "");
        return String.format(Locale.ROOT, "%." + LONGEST_NAME + "s", plain);
    }
}
