package org.linekeeper.registration.machine;

import java.util.ArrayList;
import java.util.List;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestChallenge;

/**
 * Credentials being tried, at one moment.
 *
 * @param account what is tried
 * @param identity drawn for this trial only, so that neither Call-ID nor tag is that of a registration
 * @param targets the one that is tried now and those that may be tried after it
 * @param cseq of the last request; 0 before the first
 * @param challenges those that the next request answers, one for each protection space
 * @param rounds how many challenges the target gave
 * @param again whether a challenge was answered that may have meant a wrong password
 */
public record CredentialTrial(
        Account account,
        LineIdentity identity,
        List<Target> targets,
        long cseq,
        List<DigestChallenge> challenges,
        int rounds,
        boolean again) {
    public CredentialTrial {
        targets = List.copyOf(targets);
        challenges = List.copyOf(challenges);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("nothing to try without a target");
        }
    }

    /** Before its first request. */
    static CredentialTrial fresh(Account account, LineIdentity identity, List<Target> targets) {
        return new CredentialTrial(account, identity, targets, 0, List.of(), 0, false);
    }

    Target target() {
        return targets.get(0);
    }

    boolean hasAnotherTarget() {
        return targets.size() > 1;
    }

    /** The same at the next target, whose nonces are its own. */
    CredentialTrial elsewhere() {
        return new CredentialTrial(account, identity, targets.subList(1, targets.size()), cseq, List.of(), 0, false);
    }

    CredentialTrial nextCseq() {
        return new CredentialTrial(account, identity, targets, cseq + 1, challenges, rounds, again);
    }

    /** With these challenges in the place of older ones of their protection spaces. */
    CredentialTrial challenged(List<DigestChallenge> fresh) {
        List<DigestChallenge> all = new ArrayList<>(fresh);
        for (DigestChallenge older : challenges) {
            if (fresh.stream().noneMatch(older::sameProtectionSpace)) {
                all.add(older);
            }
        }
        return new CredentialTrial(account, identity, targets, cseq, all, rounds + 1, again);
    }

    /** The same after a challenge that may mean that the password is wrong, and may not. */
    CredentialTrial challengedAgain(List<DigestChallenge> fresh) {
        CredentialTrial next = challenged(fresh);
        return new CredentialTrial(account, identity, targets, cseq, next.challenges, next.rounds, true);
    }

    boolean hasAnsweredNonce(DigestChallenge challenge) {
        return challenges.stream()
                .anyMatch(answered -> challenge.sameProtectionSpace(answered)
                        && challenge.nonce().equals(answered.nonce()));
    }

    boolean hasAnswered(DigestChallenge challenge) {
        return challenges.stream().anyMatch(challenge::sameProtectionSpace);
    }
}
