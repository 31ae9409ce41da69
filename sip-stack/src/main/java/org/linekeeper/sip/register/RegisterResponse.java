package org.linekeeper.sip.register;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.ServerName;
import org.linekeeper.sip.auth.DigestChallenge;

/**
 * What a final response to REGISTER says, independent of how it was parsed.
 *
 * @param status 200 to 699
 * @param reason reason phrase, control characters removed
 * @param granted the expiry of our own contact: its {@code expires} parameter, else the Expires header; empty when our contact is
 *     not in the response
 * @param challenges every challenge that we can read, in order; WWW-Authenticate before Proxy-Authenticate
 * @param minExpires Min-Expires of a 423
 * @param retryAfter Retry-After
 * @param nextNonce what Authentication-Info says to use next (RFC 7616 3.5)
 * @param serviceRoute Service-Route values in order (RFC 3608)
 * @param received our address as the PBX saw it: {@code received}, IPv6 with brackets, and the port of {@code rport} of our Via
 * @param unsupported option tags of the Unsupported header (420), lower case
 * @param required option tags of the Require header (421), lower case
 * @param redirects where a 3xx leads, best first; empty for all other responses
 */
public record RegisterResponse(
        int status,
        String reason,
        Optional<Duration> granted,
        List<DigestChallenge> challenges,
        Optional<Duration> minExpires,
        Optional<Duration> retryAfter,
        Optional<String> nextNonce,
        List<String> serviceRoute,
        Optional<String> received,
        List<String> unsupported,
        List<String> required,
        List<ServerName> redirects) {
    public RegisterResponse {
        challenges = List.copyOf(challenges);
        serviceRoute = List.copyOf(serviceRoute);
        unsupported = List.copyOf(unsupported);
        required = List.copyOf(required);
        redirects = List.copyOf(redirects);
    }

    /** A response that names no option tags and leads nowhere else: most of them. */
    public RegisterResponse(
            int status,
            String reason,
            Optional<Duration> granted,
            List<DigestChallenge> challenges,
            Optional<Duration> minExpires,
            Optional<Duration> retryAfter,
            Optional<String> nextNonce,
            List<String> serviceRoute,
            Optional<String> received) {
        this(
                status,
                reason,
                granted,
                challenges,
                minExpires,
                retryAfter,
                nextNonce,
                serviceRoute,
                received,
                List.of(),
                List.of(),
                List.of());
    }
}
