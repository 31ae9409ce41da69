package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.Register;

/** The ways of an attempt: to a turn, onto the wire, on to the next target. */
final class Sending {
    private final DigestClient digest;

    Sending(DigestClient digest) {
        this.digest = digest;
    }

    /** Looks for targets; what was bound stays bound meanwhile. */
    void locate(Turn turn, Account account, int failures, List<Target> tried, boolean bypassed) {
        withdraw(turn);
        turn.become(new Phase.Locating(account, turn.phase().binding(), failures, tried, bypassed, Optional.empty()));
        turn.effect(new RegistrationEffect.Locate(account));
    }

    /** Waits for a turn at the attempt's target. */
    void enqueue(Turn turn, Account account, Attempt attempt, int failures) {
        withdraw(turn);
        Optional<Binding> binding = turn.phase().binding();
        turn.become(binding.<Phase>map(bound -> new Phase.Refreshing(account, bound, attempt, failures))
                .orElseGet(() -> new Phase.Registering(account, attempt, failures)));
        turn.effect(new RegistrationEffect.Enqueue(attempt.target(), binding.isPresent()));
    }

    /** Asks the registrar to remove our binding, no other one (RFC 3261 10.2.2). What ends by itself needs no removal. */
    void unregister(Turn turn, Account account, Target target) {
        withdraw(turn);
        Optional<Binding> bound = turn.phase().binding().filter(binding -> binding.livesAt(turn.now()));
        Instant end = bound.map(Binding::expiresAt).orElseGet(() -> turn.now().plus(expires(turn, account)));
        Optional<Redirect> redirect = bound.filter(Binding::redirected).map(binding -> Redirects.back(turn, target));
        turn.replace(turn.registration().doubting(Optional.empty()));
        turn.become(new Phase.Unregistering(
                account, Attempt.at(target, Duration.ZERO).following(redirect), end));
        turn.effect(new RegistrationEffect.Enqueue(target, true));
    }

    /**
     * Renews the binding where it is. RFC 3261 10.2.4: "a UA SHOULD send refreshes to the same network address as the original
     * registration, unless redirected": who was redirected asks its PBX again.
     */
    void refresh(Turn turn, Account account, Binding bound) {
        if (bound.redirected()) {
            locate(turn, account, 0, List.of(), false);
        } else {
            enqueue(turn, account, Attempt.at(bound.target(), expires(turn, account)), 0);
        }
    }

    /** What to ask for: what the settings say, but not less than this PBX is known to accept. */
    static Duration expires(Turn turn, Account account) {
        Duration minimum = turn.circumstances().minExpires();
        return account.expires().compareTo(minimum) < 0 ? minimum : account.expires();
    }

    /** Sends the attempt's REGISTER with a new CSeq and every nonce that is known. */
    void send(Turn turn, Trying trying, boolean query) {
        Account account = trying.of();
        Attempt attempt = trying.attempt();
        Progress progress = attempt.progress();
        Circumstances circumstances = turn.circumstances();
        Registration registration = turn.registration().nextCseq();
        List<DigestSession> sessions = new ArrayList<>();
        List<Authorization> authorizations = new ArrayList<>();
        boolean preemptive = false;
        for (DigestSession session : registration.sessions()) {
            DigestClient.Answer answer =
                    digest.answer(session, account.credentials(), "REGISTER", "sip:" + account.domain());
            authorizations.add(answer.authorization());
            sessions.add(answer.session());
            preemptive |= progress.answered().stream().noneMatch(session.challenge()::equals);
        }
        turn.replace(registration.using(sessions));
        turn.become(trying.with(attempt.with(progress.sending(preemptive, query, circumstances.traits()))));
        LineIdentity identity = registration.identity();
        turn.effect(new RegistrationEffect.Send(
                new Register(
                        account.domain(),
                        account.aor(),
                        attempt.redirect().isPresent() ? Optional.empty() : account.route(),
                        identity.contactToken(),
                        identity.callId(),
                        registration.cseq(),
                        identity.fromTag(),
                        attempt.expires(),
                        circumstances.has(PbxTrait.OUTBOUND) ? Optional.of(identity.instance()) : Optional.empty(),
                        authorizations,
                        query,
                        circumstances.has(PbxTrait.PATH)),
                attempt.target()));
    }

    /** The same attempt at once in another way, in the place of the REGISTER that was answered. */
    void goOn(Turn turn, Trying trying, Attempt attempt) {
        turn.become(trying.with(attempt));
        send(turn, (Trying) turn.phase(), attempt.progress().query());
    }

    /** Leaves the queue, when the line stands in one. */
    static void withdraw(Turn turn) {
        if (turn.phase() instanceof Trying trying && !trying.attempt().sent()) {
            turn.effect(new RegistrationEffect.Withdraw());
        }
    }
}
