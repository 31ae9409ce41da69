package org.linekeeper.call.machine.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    private static final String RTPMAP = "a=rtpmap:";

    public AudioStream {
        codecs = List.copyOf(codecs);
    }

    /** Whether the media is encrypted (RFC 3711). */
    public boolean isSecure() {
        return protocol.contains("SAVP");
    }

    /** Whether its keys are agreed on by DTLS (RFC 5764). */
    public boolean isDtls() {
        return protocol.startsWith("UDP/TLS/");
    }

    /** Reads a description; empty when it has no audio stream. Never throws. */
    public static Optional<AudioStream> read(byte[] content) {
        String text = Sdp.text(content);
        String media = "";
        Map<String, String> names = new HashMap<>();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            if (text.startsWith("m=", from)) {
                if (!media.isEmpty()) {
                    break;
                }
                media = text.startsWith("audio ", from + 2)
                        ? text.substring(from + 2, next).strip()
                        : "";
            } else if (!media.isEmpty() && text.startsWith(RTPMAP, from)) {
                name(text, from + RTPMAP.length(), next, names);
            }
            from = next;
        }
        String[] parts = media.split(" ", -1);
        if (parts.length < 4 || parts[2].isEmpty()) {
            return Optional.empty();
        }
        // RFC 3264 6: "To reject an offered stream, the port number in the corresponding stream in the answer MUST be
        // set to zero."
        List<String> payloads =
                parts[1].equals("0") ? List.of() : List.of(parts).subList(3, parts.length);
        return Optional.of(new AudioStream(named(payloads, names), printable(parts[2])));
    }

    private static void name(String text, int from, int end, Map<String, String> names) {
        int space = text.indexOf(' ', from);
        int slash = text.indexOf('/', space + 1);
        if (space > from && slash > space && slash < end) {
            names.put(text.substring(from, space), printable(text.substring(space + 1, slash)));
        }
    }

    private static List<String> named(List<String> payloads, Map<String, String> names) {
        List<String> codecs = new ArrayList<>();
        for (String payload : payloads) {
            String named = names.getOrDefault(payload, STATIC.getOrDefault(payload, ""));
            String codec = named.isEmpty() ? "payload-" + printable(payload) : named;
            if (!codecs.contains(codec) && !payload.isEmpty() && codecs.size() < MOST_CODECS) {
                codecs.add(codec);
            }
        }
        return codecs;
    }

    /** What is fit to be shown, up to so many characters. */
    private static String printable(String text) {
        StringBuilder plain = new StringBuilder(Math.min(text.length(), LONGEST_NAME));
        for (int i = 0; i < text.length() && plain.length() < LONGEST_NAME; i++) {
            char c = text.charAt(i);
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "/._-".indexOf(c) >= 0) {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
