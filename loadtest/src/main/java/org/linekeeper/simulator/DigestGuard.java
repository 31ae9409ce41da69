package org.linekeeper.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.Violations;

/** Challenges with 407 and checks the answers, RFC 7616 with {@code qop=auth}. On the loop. */
final class DigestGuard {
    private static final int MAX_NONCES = 50_000;

    /** What the credentials of a request are worth. */
    sealed interface Verdict {
        record Proved(HostedPbx.Account account) implements Verdict {}

        record Challenge(boolean stale) implements Verdict {}
    }

    private static final class Nonce {
        private final Instant expires;
        private long count;

        Nonce(Instant expires) {
            this.expires = expires;
        }
    }

    private final String realm;
    private final Map<String, HostedPbx.Account> accounts;
    private final List<DigestAlgorithm> algorithms;
    private final Duration nonceLife;
    private final Clock clock;
    private final Violations violations;
    private final Map<String, Nonce> nonces = new HashMap<>();
    private final Map<String, String> rejected = new HashMap<>();

    DigestGuard(PbxSettings settings, Map<String, HostedPbx.Account> accounts, Clock clock, Violations violations) {
        this.realm = settings.domain();
        this.accounts = accounts;
        this.algorithms = settings.algorithms();
        this.nonceLife = settings.nonceLife();
        this.clock = clock;
        this.violations = violations;
    }

    Verdict check(SipRequest request) {
        for (String value : request.headers().lines("Proxy-Authorization")) {
            Credentials credentials = Credentials.parse(value);
            if (credentials.scheme().equals("digest")
                    && credentials.get("realm").equals(realm)) {
                return check(request, credentials);
            }
        }
        return new Verdict.Challenge(false);
    }

    private Verdict check(SipRequest request, Credentials credentials) {
        Optional<HostedPbx.Account> account = accounts.values().stream()
                .filter(one -> one.authUser().equals(credentials.get("username")))
                .findFirst();
        Optional<DigestAlgorithm> algorithm = algorithms.stream()
                .filter(one -> one.token().equals(credentials.parameters().getOrDefault("algorithm", "MD5")))
                .findFirst();
        form(request, credentials);
        if (account.isEmpty() || algorithm.isEmpty()) {
            return new Verdict.Challenge(false);
        }
        String expected = algorithm
                .get()
                .response(new DigestAlgorithm.Proof(
                        account.get().authUser(),
                        account.get().password(),
                        realm,
                        credentials.get("nonce"),
                        credentials.get("nc"),
                        credentials.get("cnonce"),
                        request.method(),
                        credentials.get("uri")));
        if (!expected.equals(credentials.get("response"))) {
            return wrong(request, credentials);
        }
        Nonce nonce = nonces.get(credentials.get("nonce"));
        if (nonce == null || !clock.instant().isBefore(nonce.expires)) {
            return new Verdict.Challenge(true);
        }
        // RFC 7616 section 3.4: the nc value lets "the server ... detect request replays".
        long count = count(credentials.get("nc"));
        if (count <= nonce.count) {
            violations.add("nc-not-rising", count + " after " + nonce.count, request);
            return new Verdict.Challenge(true);
        }
        nonce.count = count;
        return new Verdict.Proved(account.get());
    }

    private Verdict wrong(SipRequest request, Credentials credentials) {
        String proof = credentials.get("nonce") + credentials.get("response");
        // RFC 3261 section 22.1: a UA "MUST NOT re-attempt requests with the credentials that have just been rejected".
        if (proof.equals(rejected.put(credentials.get("username"), proof))) {
            violations.add("rejected-credentials", "sent again", request);
        }
        return new Verdict.Challenge(false);
    }

    private void form(SipRequest request, Credentials credentials) {
        // RFC 3261 section 22.4 rule 1 and RFC 7616 section 3.4.6: the uri is that of the request line.
        if (!credentials.get("uri").equals(request.uri())) {
            violations.add("digest-uri", credentials.get("uri"), request);
        }
        // RFC 7616 section 3.4: qop "MUST be used by all implementations".
        if (!credentials.get("qop").equals("auth") || credentials.get("cnonce").isEmpty()) {
            violations.add("digest-qop", credentials.get("qop"), request);
        }
        if (!credentials.get("nc").matches("[0-9a-f]{8}")) {
            violations.add("digest-nc", credentials.get("nc"), request);
        }
    }

    private static long count(String hex) {
        return hex.matches("[0-9a-fA-F]{8}") ? Long.parseLong(hex, 16) : 0;
    }

    /** The challenge: one header an algorithm, the best first (RFC 8760 section 2.4). */
    SipResponse challenge(SipRequest request, boolean stale) {
        Instant now = clock.instant();
        if (nonces.size() >= MAX_NONCES) {
            nonces.values().removeIf(nonce -> now.isAfter(nonce.expires));
        }
        String nonce = UUID.randomUUID().toString().replace("-", "");
        nonces.put(nonce, new Nonce(now.plus(nonceLife)));
        SipResponse response = request.answer(407, "Proxy Authentication Required");
        for (DigestAlgorithm algorithm : algorithms) {
            response = response.with(
                    "Proxy-Authenticate",
                    "Digest realm=\"" + realm + "\", nonce=\"" + nonce + "\", algorithm=" + algorithm.token()
                            + ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
        }
        return response;
    }
}
