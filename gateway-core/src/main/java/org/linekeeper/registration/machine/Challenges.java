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
    void challenged(Turn turn, Trying trying, RegistrationEvent.ResponseReceived received) {
        RegisterResponse response = received.response();
        Attempt attempt = trying.attempt();
        List<DigestChallenge> readable = DigestChallenges.choose(response.challenges(), challenge -> true);
        List<DigestChallenge> chosen = readable.stream()
                .filter(challenge -> mayAnswer(challenge, attempt))
                .toList();
        boolean rejected = chosen.stream().anyMatch(challenge -> rejects(challenge, attempt));
        if (readable.isEmpty()) {
            failures.rejected(turn, trying, Advice.unsupportedChallenge(trying.of(), response));
        } else if (chosen.isEmpty()) {
            failures.failed(
                    turn, trying, Advice.strangeRealm(trying.of(), attempt.target(), response), Pause.asked(response));
        } else if (rejected && !mayAnswerAgain(received, chosen, attempt.progress())) {
            failures.rejected(turn, trying, Advice.wrongPassword(trying.of(), response));
        } else if (!attempt.progress().mayGoOn()) {
            turn.replace(turn.registration().using(List.of()));
            failures.failed(turn, trying, Advice.challengeLoop(trying.of(), response), Pause.asked(response));
        } else {
            for (DigestChallenge challenge : chosen) {
                turn.replace(turn.registration().challenged(challenge));
            }
            Progress progress = attempt.progress().answering(chosen);
            sending.goOn(
                    turn, trying, attempt.with(rejected ? progress.having(Progress.Once.ANSWERED_AGAIN) : progress));
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

    /**
     * A registrar that checks nonce counts but remembers no transactions takes a retransmission for a replay: it challenges anew
     * where it accepted the first one, and the 200 to that was lost. RFC 3261 22.1 forbids credentials "that have just been
     * rejected", which those were not. Once only: who gives wrong ones is not to give them again and again.
     */
    private static boolean mayAnswerAgain(
            RegistrationEvent.ResponseReceived received, List<DigestChallenge> chosen, Progress progress) {
        return received.retransmitted()
                && !progress.did(Progress.Once.ANSWERED_AGAIN)
                && progress.answered().stream().noneMatch(answered -> chosen.stream()
                        .anyMatch(challenge -> challenge.sameProtectionSpace(answered)
                                && challenge.nonce().equals(answered.nonce())));
    }
}
