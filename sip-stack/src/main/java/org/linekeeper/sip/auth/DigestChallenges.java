package org.linekeeper.sip.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads challenges and chooses among them. */
public final class DigestChallenges {
    private DigestChallenges() {}

    /**
     * Reads the value of one WWW-Authenticate or Proxy-Authenticate header, which may hold several challenges. Challenges of
     * another scheme, with an unknown algorithm, without nonce or realm, with control characters, or that offer only qop values other than "auth" are left
     * out: RFC 7616 3.3 "If the algorithm is not understood, the challenge should be ignored".
     */
    public static List<DigestChallenge> parse(DigestChallenge.Source source, String headerValue) {
        List<DigestChallenge> challenges = new ArrayList<>();
        HeaderParameters reader = new HeaderParameters(headerValue);
        while (!reader.atEnd()) {
            Optional<String> scheme = reader.scheme();
            if (scheme.isEmpty()) {
                break;
            }
            Optional<Map<String, String>> parameters = reader.parameters();
            if (parameters.isPresent() && scheme.get().equalsIgnoreCase("Digest")) {
                challenge(source, parameters.get()).ifPresent(challenges::add);
            }
        }
        return challenges;
    }

    /**
     * The challenges to answer: of each header kind and realm the topmost that the caller allows.
     *
     * <p>RFC 8760 2.4: "the client SHOULD use the topmost header field that it supports, unless a local policy dictates
     * otherwise."
     *
     * @param allowed whether credentials may be shown for that challenge at all
     */
    public static List<DigestChallenge> choose(List<DigestChallenge> challenges, Predicate<DigestChallenge> allowed) {
        if (challenges.size() == 1) {
            return allowed.test(challenges.get(0)) ? List.copyOf(challenges) : List.of();
        }
        List<DigestChallenge> chosen = new ArrayList<>();
        for (DigestChallenge challenge : challenges) {
            if (allowed.test(challenge) && chosen.stream().noneMatch(challenge::sameProtectionSpace)) {
                chosen.add(challenge);
            }
        }
        return List.copyOf(chosen);
    }

    /** The {@code nextnonce} of an Authentication-Info or Proxy-Authentication-Info header (RFC 7616 3.5). */
    public static Optional<String> nextNonce(String headerValue) {
        return new HeaderParameters(headerValue)
                .parameters()
                .map(parameters -> parameters.get("nextnonce"))
                .filter(nonce -> !nonce.isEmpty());
    }

    private static Optional<DigestChallenge> challenge(DigestChallenge.Source source, Map<String, String> parameters) {
        String realm = parameters.get("realm");
        String nonce = parameters.get("nonce");
        Optional<DigestAlgorithm> algorithm = algorithm(parameters.getOrDefault("algorithm", "MD5"));
        String qop = parameters.getOrDefault("qop", "").trim();
        boolean qopAuth = offersAuth(qop);
        if (realm == null
                || nonce == null
                || algorithm.isEmpty()
                || (!qop.isEmpty() && !qopAuth)
                || unsafe(realm + nonce + parameters.getOrDefault("opaque", ""))) {
            return Optional.empty();
        }
        return Optional.of(new DigestChallenge(
                source,
                realm,
                nonce,
                Optional.ofNullable(parameters.get("opaque")),
                algorithm.get(),
                qopAuth,
                "true".equalsIgnoreCase(parameters.get("stale"))));
    }

    /** Whether a value could not be echoed in a header. */
    private static boolean unsafe(String values) {
        return values.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    private static Optional<DigestAlgorithm> algorithm(String token) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (algorithm.token().equalsIgnoreCase(token)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    private static boolean offersAuth(String qop) {
        for (String offered : qop.split(",", -1)) {
            if (offered.trim().equalsIgnoreCase("auth")) {
                return true;
            }
        }
        return false;
    }
}
