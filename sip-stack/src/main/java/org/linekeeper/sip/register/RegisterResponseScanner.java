package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;

/**
 * Reads the usual responses to REGISTER in one pass and looks only at the header fields that matter. Whatever is not written as
 * expected is left to a full parser: an empty result means "cannot read this", not "malformed".
 */
final class RegisterResponseScanner implements RegisterResponseParser {
    @Override
    public Optional<Reading> read(byte[] message, OwnContact ours) {
        return new Pass(message).read(ours);
    }

    /** One message under way. */
    private static final class Pass {
        private final HeaderLines lines;
        private final List<OwnContact.Listed> contacts = new ArrayList<>(2);
        private final List<DigestChallenge> challenges = new ArrayList<>(2);
        private final List<DigestChallenge> proxyChallenges = new ArrayList<>(1);
        private final List<String> serviceRoute = new ArrayList<>(0);
        private final Single via = new Single();
        private final Single callId = new Single();
        private final Single cseq = new Single();
        private final Single expires = new Single();
        private final Single minExpires = new Single();
        private final Single retryAfter = new Single();
        private Optional<String> nextNonce = Optional.empty();

        Pass(byte[] message) {
            this.lines = new HeaderLines(message);
        }

        Optional<Reading> read(OwnContact ours) {
            String start = lines.startLine();
            int status = status(start);
            if (status < 0 || namesAddressesOrOptionTags(status)) {
                return Optional.empty();
            }
            boolean readable = true;
            while (readable && lines.next()) {
                readable = header();
            }
            if (!readable || lines.broken() || !singlesOnce()) {
                return Optional.empty();
            }
            return reading(status, HeaderValues.printable(start.length() > 11 ? start.substring(12) : ""), ours);
        }

        /** 3xx, 420 and 421 are rare and are told by header fields that are not looked at here. */
        private static boolean namesAddressesOrOptionTags(int status) {
            return status / 100 == 3 || status == 420 || status == 421;
        }

        private boolean header() {
            if (lines.is("Via", "v")) {
                via.addFirst(lines.value());
            } else if (lines.is("Call-ID", "i")) {
                callId.add(lines.value());
            } else if (lines.is("CSeq", "")) {
                cseq.add(lines.value());
            } else if (lines.is("Contact", "m")) {
                return contacts(lines.value());
            } else if (lines.is("Expires", "")) {
                expires.add(lines.value());
            } else if (lines.is("Min-Expires", "")) {
                minExpires.add(lines.value());
            } else if (lines.is("Retry-After", "")) {
                retryAfter.add(lines.value());
            } else if (lines.is("WWW-Authenticate", "")) {
                challenges.addAll(DigestChallenges.parse(DigestChallenge.Source.USER_AGENT_SERVER, lines.value()));
            } else if (lines.is("Proxy-Authenticate", "")) {
                proxyChallenges.addAll(DigestChallenges.parse(DigestChallenge.Source.PROXY, lines.value()));
            } else if (lines.is("Authentication-Info", "") || lines.is("Proxy-Authentication-Info", "")) {
                nextNonce = nextNonce.or(() -> DigestChallenges.nextNonce(lines.value()));
            } else if (lines.is("Service-Route", "")) {
                return serviceRoute(lines.value());
            }
            return true;
        }

        private boolean contacts(String value) {
            Optional<List<String>> elements = HeaderValues.split(value, ',');
            if (elements.isEmpty()) {
                return false;
            }
            for (String element : elements.get()) {
                Optional<OwnContact.Listed> contact = ContactReader.read(element);
                if (contact.isEmpty()) {
                    return false;
                }
                contacts.add(contact.get());
            }
            return true;
        }

        private boolean serviceRoute(String value) {
            Optional<List<String>> elements = HeaderValues.split(value, ',');
            if (elements.isEmpty() || elements.get().stream().anyMatch(element -> !element.startsWith("<"))) {
                return false;
            }
            serviceRoute.addAll(elements.get());
            return true;
        }

        private boolean singlesOnce() {
            return via.present()
                    && callId.once()
                    && cseq.once()
                    && expires.atMostOnce()
                    && minExpires.atMostOnce()
                    && retryAfter.atMostOnce();
        }

        private Optional<Reading> reading(int status, String reason, OwnContact ours) {
            Optional<Map<String, String>> viaParameters = viaParameters(via.value());
            int space = cseq.value().indexOf(' ');
            OptionalLong number =
                    HeaderValues.deltaSeconds(space < 0 ? "" : cseq.value().substring(0, space));
            OptionalLong expiresSeconds = HeaderValues.deltaSeconds(expires.value());
            OptionalLong minSeconds = HeaderValues.deltaSeconds(minExpires.value());
            OptionalLong retrySeconds = HeaderValues.deltaSeconds(leadingDigits(retryAfter.value()));
            boolean numbersReadable = (expiresSeconds.isPresent() || !expires.present())
                    && (minSeconds.isPresent() || !minExpires.present())
                    && (retrySeconds.isPresent() || !retryAfter.present());
            if (viaParameters.isEmpty() || number.isEmpty() || !numbersReadable) {
                return Optional.empty();
            }
            Map<String, String> parameters = viaParameters.get();
            challenges.addAll(proxyChallenges);
            return Optional.of(new Reading(
                    parameters.getOrDefault("branch", ""),
                    callId.value(),
                    number.getAsLong(),
                    cseq.value().substring(space + 1).trim(),
                    new RegisterResponse(
                            status,
                            reason,
                            ours.granted(contacts, expiresSeconds),
                            challenges,
                            duration(minSeconds),
                            duration(retrySeconds),
                            nextNonce,
                            serviceRoute,
                            received(parameters))));
        }

        private static Optional<Map<String, String>> viaParameters(String value) {
            return HeaderValues.split(value, ',')
                    .flatMap(vias -> HeaderValues.split(vias.get(0), ';'))
                    .filter(parts -> parts.get(0).regionMatches(true, 0, "SIP/2.0/", 0, 8))
                    .flatMap(parts -> HeaderValues.parameters(parts.subList(1, parts.size())));
        }

        private static int status(String start) {
            if (!start.startsWith("SIP/2.0 ")
                    || start.length() < 11
                    || (start.length() > 11 && start.charAt(11) != ' ')) {
                return -1;
            }
            OptionalLong status = HeaderValues.deltaSeconds(start.substring(8, 11));
            return status.isPresent() && status.getAsLong() >= 100 && status.getAsLong() < 700
                    ? (int) status.getAsLong()
                    : -1;
        }

        /** RFC 3261 20.33: {@code Retry-After: 18000;duration=3600} or {@code Retry-After: 120 (I'm in a meeting)}. */
        private static String leadingDigits(String value) {
            int end = 0;
            while (end < value.length() && " ;(\t".indexOf(value.charAt(end)) < 0) {
                end++;
            }
            return value.substring(0, end);
        }

        private static Optional<Duration> duration(OptionalLong seconds) {
            return seconds.isPresent() ? Optional.of(Duration.ofSeconds(seconds.getAsLong())) : Optional.empty();
        }

        static Optional<String> received(Map<String, String> via) {
            return Optional.ofNullable(via.get("received"))
                    .map(host -> via.getOrDefault("rport", "").isEmpty() ? host : host + ":" + via.get("rport"));
        }
    }

    /** A header field that may stand once. */
    private static final class Single {
        private String value = "";
        private int times;

        void add(String found) {
            value = found;
            times++;
        }

        void addFirst(String found) {
            if (times++ == 0) {
                value = found;
            }
        }

        boolean present() {
            return times > 0;
        }

        boolean once() {
            return times == 1;
        }

        boolean atMostOnce() {
            return times <= 1;
        }

        String value() {
            return value;
        }
    }
}
