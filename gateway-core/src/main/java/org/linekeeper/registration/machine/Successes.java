package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.RegisterResponse;

/** What a 2xx means. */
final class Successes {
    private static final Duration LONGEST_EXPIRY = Duration.ofDays(7);

    private final Sending sending;
    private final Failures failures;
    private final RegistrationPolicy policy;

    Successes(Sending sending, Failures failures, RegistrationPolicy policy) {
        this.sending = sending;
        this.failures = failures;
        this.policy = policy;
    }

    void succeeded(Turn turn, Trying trying, RegisterResponse response) {
        response.nextNonce().ifPresent(nonce -> turn.replace(renewed(turn.registration(), nonce)));
        Optional<Duration> granted = response.granted()
                .filter(time -> !time.isZero())
                .map(time -> time.compareTo(LONGEST_EXPIRY) < 0 ? time : LONGEST_EXPIRY);
        if (trying instanceof Phase.Unregistering) {
            // RFC 3261 10.2.2: the response lists what is bound still, and our contact should not be among it
            failures.unregistered(turn, trying.of(), granted.map(left -> Advice.removalUnconfirmed(trying.of())));
        } else if (granted.isPresent()) {
            bound(turn, trying, granted.get(), response.serviceRoute());
        } else if (!trying.attempt().progress().query()
                && trying.attempt().progress().mayGoOn()) {
            // RFC 3261 10.2.3: the bindings are asked for before the contact is believed lost
            sending.send(turn, trying, true);
        } else {
            Phase.Registering unbound = new Phase.Registering(trying.of(), trying.attempt(), trying.failures());
            turn.become(unbound);
            failures.failed(turn, unbound, Advice.noBinding(trying.of(), response), Pause.asked(response));
        }
    }

    /** RFC 3608 6.1: the Service-Route of the last response replaces the one before, also where there is none. */
    private void bound(Turn turn, Trying trying, Duration granted, List<String> serviceRoute) {
        Attempt attempt = trying.attempt();
        boolean guessed = attempt.progress().did(Progress.Once.INTERVAL_RAISED)
                && turn.circumstances().minExpires().compareTo(attempt.expires()) < 0;
        if (guessed) {
            turn.effect(new RegistrationEffect.LearnedMinExpires(attempt.expires()));
        }
        Binding binding = new Binding(
                attempt.target(),
                attempt.expires(),
                granted,
                turn.now().plus(granted),
                serviceRoute,
                attempt.redirect().isPresent());
        turn.replace(turn.registration().doubting(Optional.empty()));
        Duration refresh =
                trying instanceof Phase.Registering ? policy.firstRefreshDelay(granted) : policy.refreshDelay(granted);
        turn.become(new Phase.Registered(trying.of(), binding, turn.now().plus(refresh)));
        turn.report(new RegistrationOutcome.Granted(granted));
    }

    /**
     * RFC 7616 3.5: "The value of the nextnonce parameter is the nonce the server wishes the client to use". With several nonces in
     * use it is the registrar's that is replaced: it is the one that answers last.
     */
    private static Registration renewed(Registration registration, String nonce) {
        List<DigestSession> sessions = new ArrayList<>(registration.sessions());
        int at = sessions.size() - 1;
        for (int i = 0; i < sessions.size(); i++) {
            if (sessions.get(i).challenge().source() == DigestChallenge.Source.USER_AGENT_SERVER) {
                at = i;
            }
        }
        // a server that names the nonce in use again does not want its count to begin anew
        if (at < 0 || sessions.get(at).challenge().nonce().equals(nonce)) {
            return registration;
        }
        sessions.set(at, DigestSession.of(sessions.get(at).challenge().withNonce(nonce)));
        return registration.using(sessions);
    }
}
