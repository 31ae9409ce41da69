package org.linekeeper.registration.machine;

import java.util.List;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;
import org.linekeeper.sip.register.RegisterResponse;

/** What a 401 or 407 means. */
final class Challenges {
    private final Sending sending;
    private final Failures failures;

    Challenges(Sending sending, Failures failures) {
        this.sending = sending;
        this.failures = failures;
    }

    /**
     * RFC 3261 22.1: a UAC "MUST NOT re-attempt requests with the credentials that have just been rejected (though the request may be
     * retried if the nonce was stale)".
     */
    void challenged(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        List<DigestChallenge> readable = DigestChallenges.choose(response.challenges(), challenge -> true);
        List<DigestChallenge> chosen = readable.stream()
                .filter(challenge -> mayAnswer(challenge, attempt))
                .toList();
        if (readable.isEmpty()) {
            failures.rejected(turn, trying, Advice.unsupportedChallenge(trying.of(), response));
        } else if (chosen.isEmpty()) {
            failures.failed(
                    turn, trying, Advice.strangeRealm(trying.of(), attempt.target(), response), Pause.asked(response));
        } else if (chosen.stream().anyMatch(challenge -> rejects(challenge, attempt))) {
            failures.rejected(turn, trying, Advice.wrongPassword(trying.of(), response));
        } else if (!attempt.progress().mayGoOn()) {
            turn.replace(turn.registration().using(List.of()));
            failures.failed(turn, trying, Advice.challengeLoop(trying.of(), response), Pause.asked(response));
        } else {
            for (DigestChallenge challenge : chosen) {
                turn.replace(turn.registration().challenged(challenge));
            }
            sending.goOn(turn, trying, attempt.with(attempt.progress().answering(chosen)));
        }
    }

    /**
     * RFC 3261 22.1: the realm "alone defines the protection domain". Whoever a redirect names is a stranger until it asks for
     * credentials in a realm of the PBX.
     */
    private static boolean mayAnswer(DigestChallenge challenge, Attempt attempt) {
        return attempt.redirect()
                .map(redirect -> redirect.realms().contains(challenge.realm()))
                .orElse(true);
    }

    private static boolean rejects(DigestChallenge challenge, Attempt attempt) {
        return !challenge.stale() && attempt.progress().answered().stream().anyMatch(challenge::sameProtectionSpace);
    }
}
