package org.linekeeper.registration.machine;

import java.util.ArrayList;
import java.util.List;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterResponse;

/**
 * Tries credentials with a REGISTER that asks for the bindings and changes none. RFC 3261 10.2.3: "If no Contact header field is
 * present in the request, the list of bindings is left unchanged."
 */
public final class TrialMachine {
    /** A nonce may be stale once or twice; who challenges more often does so for ever. */
    private static final int MAX_ROUNDS = 3;

    private final DigestClient digest;

    public TrialMachine(DigestClient digest) {
        this.digest = digest;
    }

    /**
     * The first request.
     *
     * @param targets in the order to be tried; at least one
     */
    public TrialMove begin(Account account, LineIdentity identity, List<Target> targets) {
        return send(CredentialTrial.fresh(account, identity, targets));
    }

    /** The PBX was not located. */
    public TrialVerdict notLocated(Account account, String advice) {
        return TrialAdvice.notLocated(account, advice);
    }

    /** Every target of the PBX asked for a pause before. */
    public TrialVerdict paused(Account account) {
        return TrialAdvice.paused(account);
    }

    /** Its time is up before the PBX was located. */
    public TrialVerdict expired(Account account) {
        return TrialAdvice.notLocated(account, "DNS gave no answer in time.");
    }

    /** Its time is up before the target gave its final response. */
    public TrialVerdict expired(CredentialTrial trial) {
        return TrialAdvice.timeout(trial);
    }

    /** The request has ended. */
    public TrialMove on(CredentialTrial trial, RegisterOutcome outcome) {
        if (outcome instanceof RegisterOutcome.Answered answered) {
            return answered(trial, answered);
        }
        if (outcome instanceof RegisterOutcome.TransportFailed failed) {
            return elsewhere(trial, TrialAdvice.transport(trial, failed.cause()));
        }
        return new TrialMove.Ended(TrialAdvice.timeout(trial));
    }

    private TrialMove answered(CredentialTrial trial, RegisterOutcome.Answered answered) {
        RegisterResponse response = answered.response();
        int status = response.status();
        if (status / 100 == 2) {
            return new TrialMove.Ended(TrialAdvice.ok(trial, response));
        }
        return switch (status) {
            case 401, 407 -> challenged(trial, response, answered.retransmitted());
            case 403 -> new TrialMove.Ended(TrialAdvice.forbidden(trial, response));
            case 404, 410, 604 -> new TrialMove.Ended(TrialAdvice.unknown(trial, response));
            case 405, 416, 420, 421, 439, 494 -> new TrialMove.Ended(TrialAdvice.refused(trial, response));
            // RFC 3261 21.5.4: "A client (proxy or UAC) receiving a 503 (Service Unavailable) SHOULD attempt to forward
            // the request to an alternate server."
            case 503 -> elsewhere(trial, TrialAdvice.unavailable(trial, response));
            case 408 -> elsewhere(trial, TrialAdvice.timeout(trial));
            default -> new TrialMove.Ended(TrialAdvice.other(trial, response));
        };
    }

    /**
     * RFC 3261 22.1: a UAC "MUST NOT re-attempt requests with the credentials that have just been rejected (though the request may be
     * retried if the nonce was stale)". A new nonce for a retransmitted request does not say that they were: some registrars take
     * the second copy for a replay, and the 200 to the first may be lost. They are given once more then.
     */
    private TrialMove challenged(CredentialTrial trial, RegisterResponse response, boolean retransmitted) {
        List<DigestChallenge> readable = DigestChallenges.choose(response.challenges(), challenge -> true);
        if (readable.isEmpty()) {
            return new TrialMove.Ended(TrialAdvice.unsupportedChallenge(trial, response));
        }
        List<DigestChallenge> chosen = readable.stream()
                .filter(challenge -> trial.account().answersRealm(challenge.realm()))
                .toList();
        if (chosen.isEmpty()) {
            return new TrialMove.Ended(
                    TrialAdvice.realmRefused(trial, response, readable.get(0).realm()));
        }
        boolean rejected = chosen.stream().anyMatch(challenge -> !challenge.stale() && trial.hasAnswered(challenge));
        boolean mayAnswerAgain =
                retransmitted && !trial.again() && chosen.stream().noneMatch(trial::hasAnsweredNonce);
        if (rejected && !mayAnswerAgain) {
            return new TrialMove.Ended(TrialAdvice.wrongPassword(trial, response));
        }
        if (trial.rounds() == MAX_ROUNDS) {
            return new TrialMove.Ended(TrialAdvice.challengeLoop(trial, response));
        }
        return send(rejected ? trial.challengedAgain(chosen) : trial.challenged(chosen));
    }

    private TrialMove elsewhere(CredentialTrial trial, TrialVerdict otherwise) {
        return trial.hasAnotherTarget() ? send(trial.elsewhere()) : new TrialMove.Ended(otherwise);
    }

    private TrialMove send(CredentialTrial before) {
        CredentialTrial trial = before.nextCseq();
        Account account = trial.account();
        List<Authorization> authorizations = new ArrayList<>();
        for (DigestChallenge challenge : trial.challenges()) {
            authorizations.add(digest.answer(
                    DigestSession.of(challenge), account.credentials(), "REGISTER", "sip:" + account.domain()));
        }
        Register register = new Register(
                account.domain(),
                account.user(),
                account.route(),
                trial.identity().inRegister(),
                trial.cseq(),
                account.expires(),
                // RFC 3261 10.2.3: "If no Contact header field is present in the request, the list of bindings is left
                // unchanged."
                Register.Asking.LIST,
                false,
                true,
                authorizations);
        return new TrialMove.Send(register, trial.target(), trial);
    }
}
