package org.linekeeper.sip.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a 2xx to REGISTER says of the flow that it came over.
 *
 * @param outbound whether the registrar takes part in RFC 5626, and with it in keep-alive
 * @param timer after what silence the peer takes the flow for dead, 10 s to 1 day; empty when it does not say
 */
record FlowTerms(boolean outbound, Optional<Duration> timer) {
    private static final long SHORTEST_SECONDS = 10;
    private static final long LONGEST_SECONDS = 86_400;

    /** Reads a message; empty when it is no 2xx to REGISTER. */
    static Optional<FlowTerms> of(byte[] message) {
        if (message.length < 12 || message[0] != 'S' || message[8] != '2') {
            return Optional.empty();
        }
        boolean register = false;
        boolean outbound = false;
        Optional<Duration> timer = Optional.empty();
        for (String line : new String(message, StandardCharsets.ISO_8859_1).split("\r\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String value = line.substring(colon + 1).trim().toLowerCase(Locale.ROOT);
            switch (line.substring(0, colon).trim().toLowerCase(Locale.ROOT)) {
                case "cseq" -> register = value.endsWith("register");
                // RFC 5626 6: the registrar includes the option tag outbound in a Require header of its 200 when it
                // has registered the flow.
                case "require" -> outbound |= value.matches("(?:.*,)?\\s*outbound\\s*(?:,.*)?");
                case "flow-timer" -> timer = seconds(value);
                default -> {}
            }
        }
        return register ? Optional.of(new FlowTerms(outbound, timer)) : Optional.empty();
    }

    private static Optional<Duration> seconds(String value) {
        if (!value.matches("\\d{1,9}")) {
            return Optional.empty();
        }
        long seconds = Math.min(LONGEST_SECONDS, Math.max(SHORTEST_SECONDS, Long.parseLong(value)));
        return Optional.of(Duration.ofSeconds(seconds));
    }
}
