package org.linekeeper.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.message.Response;
import org.linekeeper.config.model.Line;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestCredentials;
import org.linekeeper.sip.auth.DigestSession;

/** The line's own credentials, for challenges that come back from its PBX. */
final class LineCredentials implements LegCredentials {
    private final Line line;
    private final NonceCache nonces;
    private final DigestClient digest;
    /** The nonce of the credentials that the last request had. */
    private Optional<String> lastNonce = Optional.empty();

    LineCredentials(Line line, NonceCache nonces, DigestClient digest) {
        this.line = line;
        this.nonces = nonces;
        this.digest = digest;
    }

    @Override
    public List<Authorization> unasked(String method, String uri) {
        Optional<DigestSession> session = nonces.take(line.id());
        // Shown none, nothing was rejected: many PBXs give the same nonce to all who ask within a second.
        lastNonce = session.map(used -> used.challenge().nonce());
        return session.map(used -> List.of(digest.answer(used, credentials(), method, uri)))
                .orElse(List.of());
    }

    @Override
    public Optional<List<Authorization>> answer(Response response, String method, String uri) {
        List<DigestChallenge> challenges = new ArrayList<>();
        for (String value : SipMessages.values(response, "WWW-Authenticate")) {
            challenges.addAll(DigestChallenges.parse(DigestChallenge.Source.USER_AGENT_SERVER, value));
        }
        for (String value : SipMessages.values(response, "Proxy-Authenticate")) {
            challenges.addAll(DigestChallenges.parse(DigestChallenge.Source.PROXY, value));
        }
        nonces.forget(line.id());
        List<Authorization> answers = new ArrayList<>();
        for (DigestChallenge challenge : DigestChallenges.choose(challenges, any -> true)) {
            // RFC 3261 22.2: "a UAC MUST NOT re-attempt ... with the credentials that have just been rejected". The
            // same nonce again without "stale" says that the password is wrong.
            if (!challenge.stale()
                    && lastNonce.filter(challenge.nonce()::equals).isPresent()) {
                return Optional.empty();
            }
            answers.add(digest.answer(nonces.learn(line.id(), challenge), credentials(), method, uri));
            lastNonce = Optional.of(challenge.nonce());
        }
        return answers.isEmpty() ? Optional.empty() : Optional.of(answers);
    }

    @Override
    public void distrust() {
        nonces.forget(line.id());
    }

    private DigestCredentials credentials() {
        String user = line.sipUser();
        int at = user.indexOf('@');
        return new DigestCredentials(
                line.authUser().orElse(at < 0 ? user : user.substring(0, at)),
                line.password().reveal());
    }
}
