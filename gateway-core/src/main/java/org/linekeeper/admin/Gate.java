package org.linekeeper.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.linekeeper.config.AdminToken;
import org.linekeeper.config.AdminToken.Scope;
import org.linekeeper.config.model.Secret;

/**
 * Decides whether a request may go on, before anything is known of its path: without a token nothing does, a token with scope
 * read may GET and HEAD, one with scope write may do the rest.
 *
 * <p>A right token always passes, whatever its source did before: otherwise one script with a wrong token could lock out the
 * portal behind the same address.
 */
final class Gate {
    private static final String SCHEME = "bearer ";

    private final List<Known> known = new ArrayList<>();
    private final FailedLogins failedLogins;

    private record Known(String name, Secret digest, Set<Scope> scopes) {}

    /** What was decided. */
    sealed interface Decision {
        /** It may go on, under the token's name. */
        record Admitted(String caller) implements Decision {}

        /**
         * It may not.
         *
         * @param caller the token's name when it was a right one, otherwise "-"
         * @param wrongToken whether a token was shown that nobody has
         */
        record Denied(String caller, boolean wrongToken, ApiResponse response) implements Decision {}
    }

    Gate(List<AdminToken> tokens, FailedLogins failedLogins) {
        for (AdminToken token : tokens) {
            known.add(new Known(token.name(), Secret.of(digest(token.token().reveal())), token.scopes()));
        }
        this.failedLogins = failedLogins;
    }

    /**
     * Decides.
     *
     * @param authorization the values of all Authorization headers
     * @param source the IP literal that it came from
     */
    Decision check(String method, List<String> authorization, String source) {
        if (authorization.isEmpty()) {
            return deny("Send the header \"Authorization: Bearer TOKEN\".", "Bearer realm=\"linekeeper\"");
        }
        String value = authorization.get(0);
        if (authorization.size() > 1 || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return deny(
                    "Send one header \"Authorization: Bearer TOKEN\".",
                    "Bearer realm=\"linekeeper\", error=\"invalid_request\"");
        }
        String shown = digest(value.substring(SCHEME.length()).strip());
        Known match = null;
        for (Known candidate : known) {
            // Digests of equal length, all of them compared: the time tells nothing about any token.
            if (candidate.digest().matches(shown)) {
                match = candidate;
            }
        }
        return match == null ? refuseToken(source) : scoped(match, method);
    }

    private static Decision scoped(Known token, String method) {
        Scope needed = method.equals("GET") || method.equals("HEAD") ? Scope.READ : Scope.WRITE;
        if (token.scopes().contains(needed)) {
            return new Decision.Admitted(token.name());
        }
        String scope = needed == Scope.READ ? "read" : "write";
        ApiResponse response = ProblemDetails.of(
                        ProblemType.FORBIDDEN, "This needs a token with the scope \"" + scope + "\".")
                .response()
                .with(
                        "WWW-Authenticate",
                        "Bearer realm=\"linekeeper\", error=\"insufficient_scope\", scope=\"" + scope + "\"");
        return new Decision.Denied(token.name(), false, response);
    }

    private Decision refuseToken(String source) {
        if (failedLogins.note(source)) {
            Decision.Denied denied = deny(
                    "The token is not known. Compare it with admin.tokens of the settings file.",
                    "Bearer realm=\"linekeeper\", error=\"invalid_token\"");
            return new Decision.Denied(denied.caller(), true, denied.response());
        }
        ApiResponse response = ProblemDetails.of(
                        ProblemType.TOO_MANY_FAILED_LOGINS, "Wait, then try again with a right token.")
                .response()
                .with("Retry-After", Long.toString(failedLogins.secondsToWait()));
        return new Decision.Denied("-", true, response);
    }

    private static Decision.Denied deny(String detail, String challenge) {
        ApiResponse response =
                ProblemDetails.of(ProblemType.UNAUTHORIZED, detail).response().with("WWW-Authenticate", challenge);
        return new Decision.Denied("-", false, response);
    }

    private static String digest(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
