package org.linekeeper.simulator.teams;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session description with one audio stream, as far as Teams looks at it.
 *
 * @param text as it came
 */
record Description(String text) {
    private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
    private static final int KEY_BYTES = 30;

    /** {@code o=} cut at its blanks: user, id, version, nettype, addrtype, address. */
    record Origin(List<String> words) {
        boolean same(Origin other) {
            return without(words).equals(without(other.words));
        }

        long version() {
            return words.get(2).matches("[0-9]{1,18}") ? Long.parseLong(words.get(2)) : -1;
        }

        private static List<String> without(List<String> words) {
            return Stream.concat(words.stream().limit(2), words.stream().skip(3))
                    .toList();
        }
    }

    Optional<Origin> origin() {
        return line("o=")
                .map(value -> new Origin(List.of(value.split(" ", -1))))
                .filter(origin -> origin.words().size() == 6);
    }

    /** The payload types of the audio stream. */
    List<String> formats() {
        return line("m=audio ").map(value -> List.of(value.split(" ", -1))).orElse(List.of()).stream()
                .skip(2)
                .toList();
    }

    int port() {
        String digits = line("m=audio ").map(value -> value.split(" ", -1)[0]).orElse("0");
        return digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    }

    /** The address of the audio stream: that of the media, or else that of the session. */
    String address() {
        List<String> lines = lines("c=IN IP4 ");
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    String direction() {
        return Stream.of("inactive", "sendonly", "recvonly")
                .filter(each -> text.lines().anyMatch(line -> line.equals("a=" + each)))
                .findFirst()
                .orElse("sendrecv");
    }

    boolean blackHole() {
        return lines("c=").stream().anyMatch(value -> value.endsWith(" 0.0.0.0"));
    }

    boolean encrypted() {
        return line("m=audio ").orElse("").contains(" RTP/SAVP ") && !keys().isEmpty();
    }

    /** Master keys with their salts by tag, of the one suite that Teams documents. */
    Map<String, byte[]> keys() {
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (String value : lines("a=crypto:")) {
            String[] words = value.split(" ", -1);
            if (words.length >= 3 && words[1].equals(SUITE) && words[2].startsWith("inline:")) {
                key(words[2].substring(7)).ifPresent(key -> keys.put(words[0], key));
            }
        }
        return keys;
    }

    private static Optional<byte[]> key(String parameters) {
        int bar = parameters.indexOf('|');
        try {
            byte[] key = Base64.getDecoder().decode(bar < 0 ? parameters : parameters.substring(0, bar));
            return key.length == KEY_BYTES ? Optional.of(key) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private Optional<String> line(String start) {
        return lines(start).stream().findFirst();
    }

    private List<String> lines(String start) {
        return text.lines()
                .filter(each -> each.startsWith(start))
                .map(each -> each.substring(start.length()))
                .toList();
    }
}
