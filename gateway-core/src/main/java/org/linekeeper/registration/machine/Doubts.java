package org.linekeeper.registration.machine;

import java.util.List;
import org.linekeeper.event.RegistrationOutcome.Failed;
import org.linekeeper.sip.auth.DigestChallenge;

/**
 * When a refusal of credentials says nothing of them. A registrar that checks nonce counts but remembers no transactions takes a
 * retransmission for a replay: it refuses where it accepted the first one, and the 200 to that was lost. RFC 3261 22.1 forbids
 * credentials "that have just been rejected", which those were not.
 */
final class Doubts {
    private final Failures failures;

    Doubts(Failures failures) {
        this.failures = failures;
    }

    /** Whether credentials may be given once more: once in an attempt, or who gives wrong ones would give them again and again. */
    static boolean mayAnswerAgain(RegistrationEvent.ResponseReceived received, Progress progress) {
        return received.retransmitted()
                && !progress.answered().isEmpty()
                && !progress.did(Progress.Once.ANSWERED_AGAIN)
                && progress.mayGoOn();
    }

    /** The nonce that was answered comes again: that registrar does not think of a replay. */
    static boolean isSameNonce(List<DigestChallenge> chosen, Progress progress) {
        return progress.answered().stream().anyMatch(answered -> chosen.stream()
                .anyMatch(challenge -> challenge.sameProtectionSpace(answered)
                        && challenge.nonce().equals(answered.nonce())));
    }

    /**
     * The credentials are refused. When that was to a retransmission again, a first attempt is followed by another one after a
     * pause; a second one is believed. Credentials that were refused before and have not succeeded since get no other attempt: a PBX
     * that takes longer to answer than {@code T1} has everything retransmitted, and a wrong password would be given twice as often.
     */
    void refused(Turn turn, Trying trying, RegistrationEvent.ResponseReceived received, Failed failure) {
        boolean unclear = received.retransmitted()
                && trying.attempt().progress().did(Progress.Once.ANSWERED_AGAIN)
                && !turn.circumstances().doubted()
                && turn.circumstances().refusals() == 0;
        if (unclear) {
            turn.replace(turn.registration().using(List.of()));
            failures.failed(
                    turn, trying, Advice.unclear(trying.of(), received.response()), Pause.asked(received.response()));
        } else {
            failures.rejected(turn, trying, failure);
        }
    }
}
