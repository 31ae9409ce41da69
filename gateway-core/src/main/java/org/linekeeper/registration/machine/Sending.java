package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.Authorization;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.auth.DigestCredentials;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.Register;

/** The ways of an attempt: to a turn, onto the wire, on to the next target. */
final class Sending {
    private final DigestClient digest;
    /** Any thread: whoever finds another PBX there makes its own. */
    private volatile @Nullable PbxTexts last;

    /**
     * What is written anew for each line otherwise, and the same for thousands that follow each other.
     *
     * @param route as {@link Account#route}
     * @param uri the Request-URI of lines without a domain of their own
     */
    private record PbxTexts(Pbx pbx, Optional<String> route, String uri) {}

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
        turn.become(
                binding.isPresent()
                        ? new Phase.Refreshing(account, binding.get(), attempt, failures)
                        : new Phase.Registering(account, attempt, failures));
        turn.effect(new RegistrationEffect.Enqueue(attempt.target(), binding.isPresent()));
    }

    /** Asks the registrar to remove our binding, no other one (RFC 3261 10.2.2). What ends by itself needs no removal. */
    void unregister(Turn turn, Account account, Target target) {
        Optional<Binding> bound = turn.phase().binding().filter(binding -> binding.livesAt(turn.now()));
        Instant end = bound.map(Binding::expiresAt).orElseGet(() -> turn.now().plus(expires(turn, account)));
        boolean redirected = bound.map(Binding::redirected).orElse(false);
        unregister(turn, account, new Binding(target, Duration.ZERO, Duration.ZERO, end, List.of(), redirected));
    }

    /** The same for what is known of the binding. */
    void unregister(Turn turn, Account account, Binding bound) {
        withdraw(turn);
        Target target = bound.target();
        Optional<Redirect> redirect = bound.redirected() ? Optional.of(Redirects.back(turn, target)) : Optional.empty();
        turn.replace(turn.registration().doubting(Optional.empty()));
        turn.become(new Phase.Unregistering(
                account, Attempt.at(target, Duration.ZERO).following(redirect), bound.expiresAt()));
        turn.effect(new RegistrationEffect.Enqueue(target, true));
    }

    /**
     * Renews the binding. RFC 3261 10.2.4: "The refreshed registration SHOULD be sent to the same network address as the original
     * registration, unless redirected", so DNS is asked only where its answer may have changed or a better target is up again;
     * who was redirected asks its PBX again.
     */
    void refresh(Turn turn, Account account, Binding bound) {
        if (bound.redirected() || turn.circumstances().locatesAnew()) {
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
        Registration before = turn.registration();
        String domain = account.domain();
        PbxTexts texts = texts(account);
        List<DigestSession> sessions = usable(before.sessions(), progress, circumstances);
        List<Authorization> authorizations = List.of();
        boolean preemptive = false;
        if (!sessions.isEmpty()) {
            for (int i = 0; i < sessions.size(); i++) {
                preemptive |= !progress.answered().contains(sessions.get(i).challenge());
            }
            authorizations = authorizations(
                    sessions, account.credentials(), account.line().hasOwnDomain() ? "sip:" + domain : texts.uri());
            sessions = used(authorizations);
        }
        Registration registration = before.sending(
                sessions, trying.with(attempt.with(progress.sending(preemptive, query, circumstances.traits()))));
        turn.replace(registration);
        turn.effect(new RegistrationEffect.Send(
                new Register(
                        domain,
                        account.user(),
                        attempt.redirect().isPresent() ? Optional.empty() : texts.route(),
                        registration.identity().inRegister(),
                        registration.cseq(),
                        attempt.expires(),
                        query ? Register.Asking.LIST : Register.Asking.BINDING,
                        circumstances.has(PbxTrait.OUTBOUND),
                        circumstances.has(PbxTrait.PATH),
                        authorizations,
                        progress.did(Progress.Once.LARGE) || trying instanceof Phase.Unregistering),
                attempt.target()));
    }

    @SuppressWarnings("ReferenceEquality")
    private PbxTexts texts(Account account) {
        PbxTexts known = last;
        // By identity: the lines of a PBX share one object as a rule, and two equal ones only make the texts once more.
        if (known == null || known.pbx() != account.pbx()) {
            known = new PbxTexts(
                    account.pbx(), account.route(), "sip:" + account.pbx().sipDomain());
            last = known;
        }
        return known;
    }

    /** The nonces that may be shown: those that were asked for in this attempt, and others where nonces are used again. */
    private static List<DigestSession> usable(
            List<DigestSession> known, Progress progress, Circumstances circumstances) {
        if (known.isEmpty() || circumstances.reusesNonces()) {
            return known;
        }
        return known.stream()
                .filter(session -> progress.answered().contains(session.challenge()))
                .toList();
    }

    private List<Authorization> authorizations(
            List<DigestSession> sessions, DigestCredentials credentials, String uri) {
        if (sessions.size() == 1) {
            return List.of(digest.answer(sessions.get(0), credentials, "REGISTER", uri));
        }
        return sessions.stream()
                .map(session -> digest.answer(session, credentials, "REGISTER", uri))
                .toList();
    }

    private static List<DigestSession> used(List<Authorization> authorizations) {
        return authorizations.size() == 1
                ? List.of(authorizations.get(0).session())
                : authorizations.stream().map(Authorization::session).toList();
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
