package org.linekeeper.registration.machine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.RegisterResponse;

/** What a 401 or 407 means. */
final class Challenges {
    /** How often one protection space is answered in an attempt: once for its challenge, once for a nonce that was stale by then. */
    private static final int MOST_ANSWERS = 2;

    private final Sending sending;
    private final Failures failures;
    private final Doubts doubts;

    Challenges(Sending sending, Failures failures, Doubts doubts) {
        this.sending = sending;
        this.failures = failures;
        this.doubts = doubts;
    }

    /**
     * RFC 3261 22.1: a UAC "MUST NOT re-attempt requests with the credentials that have just been rejected (though the request may be
     * retried if the nonce was stale)".
     */
    void challenged(Turn turn, Trying trying, RegistrationEvent.ResponseReceived received) {
        RegisterResponse response = received.response();
        Attempt attempt = trying.attempt();
        List<DigestChallenge> readable = DigestChallenges.choose(response.challenges(), challenge -> true);
        List<DigestChallenge> chosen = answerable(readable, trying.of(), attempt);
        boolean rejected = rejects(chosen, attempt.progress());
        if (readable.isEmpty()) {
            failures.rejected(turn, trying, Advice.unsupportedChallenge(trying.of(), response));
        } else if (chosen.isEmpty()
                && readable.stream().noneMatch(challenge -> trying.of().answersRealm(challenge.realm()))) {
            failures.failed(
                    turn,
                    trying,
                    Advice.realmRefused(trying.of(), response, readable.get(0).realm()),
                    Pause.asked(response));
        } else if (chosen.isEmpty()) {
            failures.failed(
                    turn, trying, Advice.strangeRealm(trying.of(), attempt.target(), response), Pause.asked(response));
        } else if (rejected && Doubts.isSameNonce(chosen, attempt.progress())) {
            failures.rejected(turn, trying, wrongPassword(turn, trying, response, chosen));
        } else if (rejected && !Doubts.mayAnswerAgain(received, attempt.progress())) {
            doubts.refused(turn, trying, received, wrongPassword(turn, trying, response, chosen));
        } else if (!attempt.progress().mayGoOn() || isStaleForEver(chosen, received, attempt.progress())) {
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
    private static List<DigestChallenge> answerable(List<DigestChallenge> readable, Account account, Attempt attempt) {
        Optional<String> only = account.pbx().registration().realm();
        if (only.isEmpty() && attempt.redirect().isEmpty()) {
            return readable;
        }
        Optional<Set<String>> realms = attempt.redirect().map(Redirect::realms);
        return readable.stream()
                .filter(challenge -> account.answersRealm(challenge.realm())
                        && (realms.isEmpty() || realms.get().contains(challenge.realm())))
                .toList();
    }

    /**
     * Whether a nonce that was given in this attempt and used at once is called stale again and again. A request that had to be
     * sent twice says less: a registrar that counts takes the second one for a replay, and calls that stale.
     */
    private static boolean isStaleForEver(
            List<DigestChallenge> chosen, RegistrationEvent.ResponseReceived received, Progress progress) {
        return !received.retransmitted()
                && !progress.answered().isEmpty()
                && chosen.stream()
                        .anyMatch(challenge -> progress.answered().stream()
                                        .filter(challenge::sameProtectionSpace)
                                        .count()
                                >= MOST_ANSWERS);
    }

    private static boolean rejects(List<DigestChallenge> chosen, Progress progress) {
        return !progress.answered().isEmpty()
                && chosen.stream()
                        .anyMatch(challenge -> !challenge.stale()
                                && progress.answered().stream().anyMatch(challenge::sameProtectionSpace));
    }

    /** The advice tells when the line was known in another realm before. */
    private static RegistrationOutcome.Failed wrongPassword(
            Turn turn, Trying trying, RegisterResponse response, List<DigestChallenge> chosen) {
        DigestChallenge now = chosen.get(0);
        String realms = turn.registration().sessions().stream()
                .map(DigestSession::challenge)
                .filter(before -> before.source() == now.source())
                .map(DigestChallenge::realm)
                .findFirst()
                .filter(realm -> !realm.equals(now.realm()))
                .map(realm -> Advice.realmChanged(realm, now.realm()))
                .orElse("");
        return Advice.wrongPassword(trying.of(), response, realms);
    }
}
