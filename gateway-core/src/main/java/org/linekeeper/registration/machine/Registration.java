package org.linekeeper.registration.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;

/**
 * The whole state of one line's registration.
 *
 * @param identity what the line keeps for its life
 * @param cseq number of the last REGISTER; the next one has a higher one
 * @param sessions nonces to be used again, one for each realm that challenged
 * @param doubtful a target whose registrar may hold a binding although no response said so
 * @param wanted what the settings want; empty when the line is not to be registered
 * @param phase where it stands
 */
public record Registration(
        LineIdentity identity,
        long cseq,
        List<DigestSession> sessions,
        Optional<Target> doubtful,
        Optional<Account> wanted,
        Phase phase) {
    /** A PBX that names a new realm each time does not make requests grow for ever. */
    private static final int MOST_REALMS = 4;

    public Registration {
        sessions = List.copyOf(sessions);
    }

    /** A line that was never registered. */
    public static Registration fresh(LineIdentity identity) {
        return new Registration(identity, 0, List.of(), Optional.empty(), Optional.empty(), new Phase.Unregistered());
    }

    /** Whether a REGISTER is in flight. RFC 3261 10.2: no other one may be sent meanwhile. */
    public boolean inFlight() {
        return phase instanceof Trying trying && trying.attempt().sent();
    }

    /** Whether the REGISTER in flight carries credentials that nobody asked for in this attempt. */
    public boolean preemptive() {
        return phase instanceof Trying trying
                && trying.attempt().sent()
                && trying.attempt().progress().preemptive();
    }

    Registration with(Phase next) {
        return new Registration(identity, cseq, sessions, doubtful, wanted, next);
    }

    Registration wanting(Optional<Account> account) {
        return new Registration(identity, cseq, sessions, doubtful, account, phase);
    }

    Registration doubting(Optional<Target> target) {
        return target.equals(doubtful) ? this : new Registration(identity, cseq, sessions, target, wanted, phase);
    }

    Registration using(List<DigestSession> next) {
        return new Registration(identity, cseq, next, doubtful, wanted, phase);
    }

    /** With one more REGISTER, the nonces that it used, and the phase in which it is in flight. */
    Registration sending(List<DigestSession> used, Phase next) {
        return new Registration(identity, cseq + 1, used, doubtful, wanted, next);
    }

    /**
     * The nonces with this one in the place of an older one of its realm. RFC 7616 3.4: the count is of "the number of requests
     * (including the current request) that the client has sent with the nonce value", so it goes on where a nonce comes again.
     */
    Registration challenged(DigestChallenge challenge) {
        DigestSession fresh = DigestSession.of(challenge);
        if (sessions.isEmpty()) {
            return using(List.of(fresh));
        }
        List<DigestSession> next = new ArrayList<>();
        for (DigestSession session : sessions) {
            if (!session.challenge().sameProtectionSpace(challenge)) {
                next.add(session);
            } else if (session.challenge().nonce().equals(challenge.nonce())) {
                fresh = new DigestSession(challenge, session.uses());
            }
        }
        next.add(fresh);
        return using(next.subList(Math.max(0, next.size() - MOST_REALMS), next.size()));
    }
}
