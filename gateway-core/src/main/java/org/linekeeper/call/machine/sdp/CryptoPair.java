package org.linekeeper.call.machine.sdp;

import java.util.List;
import java.util.Optional;

/**
 * The SRTP keys of two offers that answer each other (RFC 4568 5.1.2: the answer has the tag and the suite of the attribute that it
 * accepts, and the key of whoever answers).
 *
 * @param toFirst the attribute that answers the first
 * @param toSecond the attribute that answers the second
 */
record CryptoPair(String toFirst, String toSecond) {
    static final String CRYPTO = "a=crypto:";

    /** One {@code a=crypto:} line: tag, suite, and the rest, with the line end. */
    private record Crypto(String tag, String suite, String rest) {
        static Optional<Crypto> read(String line) {
            String[] parts = line.substring(CRYPTO.length()).split(" ", 3);
            return parts.length == 3 ? Optional.of(new Crypto(parts[0], parts[1], parts[2])) : Optional.empty();
        }

        String tagged(String other) {
            return CRYPTO + other + " " + suite + " " + rest;
        }
    }

    /** The suite that the first prefers of those that both have; empty when there is none. */
    static Optional<CryptoPair> of(List<String> first, List<String> second) {
        for (Crypto one : read(first)) {
            for (Crypto other : read(second)) {
                if (one.suite().equalsIgnoreCase(other.suite())) {
                    return Optional.of(new CryptoPair(other.tagged(one.tag()), one.tagged(other.tag())));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Crypto> read(List<String> lines) {
        return lines.stream().flatMap(line -> Crypto.read(line).stream()).toList();
    }
}
