package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestChallenges;
import org.linekeeper.sip.auth.DigestSession;
import org.linekeeper.sip.register.RegisterResponse;

/** What each final response means for the attempt in flight. */
final class Answers {
    /** Upper end of REGISTERs in one attempt, whatever the PBX answers. */
    private static final int MAX_ROUNDS = 6;

    private static final Duration GATE = Duration.ofSeconds(30);
    /** What a registrar may ask for at most, so that a mistake of it does not silence lines for days. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final Duration LONGEST_EXPIRY = Duration.ofDays(7);

    private final Sending sending;
    private final Failures failures;
    private final RegistrationPolicy policy;

    Answers(Sending sending, Failures failures, RegistrationPolicy policy) {
        this.sending = sending;
        this.failures = failures;
        this.policy = policy;
    }

    void received(Turn turn, Trying trying, RegisterResponse response) {
        int status = response.status();
        if (status != 503 && status != 408) {
            turn.effect(new RegistrationEffect.TargetAnswered(trying.attempt().target()));
        }
        if (status / 100 == 2) {
            succeeded(turn, trying, response);
            return;
        }
        switch (status) {
            case 401, 407 -> challenged(turn, trying, response);
            case 403 -> forbidden(turn, trying, response);
            case 404, 410, 604 -> failures.rejected(turn, trying, Advice.unknown(trying.of(), response));
            case 405, 416, 494 -> failures.rejected(turn, trying, Advice.refused(trying.of(), response));
            case 408 -> {
                Failures.doubt(turn, trying, trying.attempt().target());
                failures.targetFailed(
                        turn,
                        trying,
                        Advice.timeout(trying.of(), trying.attempt().target()),
                        Optional.empty());
            }
            case 420, 421, 439 -> extensionRefused(turn, trying, response);
            case 423 -> tooBrief(turn, trying, response);
            // RFC 3261 21.5.4: "A client (proxy or UAC) receiving a 503 (Service Unavailable) SHOULD attempt to forward
            // the request to an alternate server. It SHOULD NOT forward any other requests to that server for the
            // duration specified in the Retry-After header field, if present."
            case 503 ->
                failures.targetFailed(
                        turn,
                        trying,
                        Advice.overloaded(trying.of(), response),
                        Optional.of(pause(response).orElse(GATE)));
            default -> failures.failed(turn, trying, Advice.other(trying.of(), response), pause(response));
        }
    }

    private void succeeded(Turn turn, Trying trying, RegisterResponse response) {
        response.nextNonce().ifPresent(nonce -> turn.replace(renewed(turn.registration(), nonce)));
        if (trying instanceof Phase.Unregistering) {
            failures.unregistered(turn, trying.of(), Optional.empty());
            return;
        }
        Attempt attempt = trying.attempt();
        Optional<Duration> granted =
                response.granted().filter(time -> !time.isZero()).map(time -> shorter(time, LONGEST_EXPIRY));
        if (granted.isPresent()) {
            Binding binding = new Binding(
                    attempt.target(),
                    attempt.expires(),
                    granted.get(),
                    turn.now().plus(granted.get()),
                    response.serviceRoute());
            turn.replace(turn.registration().doubting(Optional.empty()));
            Duration refresh = trying instanceof Phase.Registering
                    ? policy.firstRefreshDelay(granted.get())
                    : policy.refreshDelay(granted.get());
            turn.become(new Phase.Registered(trying.of(), binding, turn.now().plus(refresh)));
            turn.report(new RegistrationOutcome.Granted(granted.get()));
        } else if (!attempt.progress().query() && mayGoOn(attempt)) {
            // RFC 3261 10.2.3: the bindings are asked for before the contact is believed lost
            sending.send(turn, trying, true);
        } else {
            turn.become(withoutBinding(trying));
            failures.failed(turn, (Trying) turn.phase(), Advice.noBinding(trying.of(), response), Optional.empty());
        }
    }

    private static Optional<Duration> pause(RegisterResponse response) {
        return response.retryAfter().map(asked -> shorter(asked, LONGEST_PAUSE));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Phase withoutBinding(Trying trying) {
        return new Phase.Registering(trying.of(), trying.attempt(), trying.failures());
    }

    /**
     * RFC 3261 22.1: a UAC "MUST NOT re-attempt requests with the credentials that have just been rejected (though the request may be
     * retried if the nonce was stale)".
     */
    private void challenged(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        List<DigestChallenge> chosen = DigestChallenges.choose(response.challenges(), challenge -> true);
        if (chosen.isEmpty()) {
            failures.rejected(turn, trying, Advice.unsupportedChallenge(trying.of(), response));
        } else if (chosen.stream().anyMatch(challenge -> rejects(challenge, attempt))) {
            failures.rejected(turn, trying, Advice.wrongPassword(trying.of(), response));
        } else if (!mayGoOn(attempt)) {
            turn.replace(turn.registration().using(List.of()));
            failures.failed(turn, trying, Advice.challengeLoop(trying.of(), response), pause(response));
        } else {
            for (DigestChallenge challenge : chosen) {
                turn.replace(turn.registration().challenged(challenge));
            }
            goOn(turn, trying, attempt.with(attempt.progress().answering(chosen)));
        }
    }

    private static boolean rejects(DigestChallenge challenge, Attempt attempt) {
        return !challenge.stale() && attempt.progress().answered().stream().anyMatch(challenge::sameProtectionSpace);
    }

    /** Some registrars answer an old nonce with 403 rather than with a new challenge: only a fresh answer proves the password. */
    private void forbidden(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        Attempt.Progress progress = attempt.progress();
        if (progress.preemptive() && progress.answered().isEmpty() && !progress.bare()) {
            turn.replace(turn.registration().using(List.of()));
            goOn(turn, trying, attempt.with(progress.withoutCredentials()));
        } else {
            failures.rejected(turn, trying, Advice.forbidden(trying.of(), response));
        }
    }

    /**
     * RFC 3261 10.2.8: "If a UA receives a 423 (Interval Too Brief) response, it MAY retry the registration after making the
     * expiration interval of all contact addresses in the REGISTER request equal to or greater than the expiration interval within
     * the Min-Expires header field".
     */
    private void tooBrief(Turn turn, Trying trying, RegisterResponse response) {
        Attempt attempt = trying.attempt();
        Optional<Duration> minimum = response.minExpires()
                .filter(least -> least.compareTo(attempt.expires()) > 0 && least.compareTo(LONGEST_EXPIRY) <= 0);
        if (minimum.isPresent()
                && !attempt.progress().intervalRaised()
                && !attempt.expires().isZero()) {
            turn.effect(new RegistrationEffect.LearnedMinExpires(minimum.get()));
            goOn(
                    turn,
                    trying,
                    attempt.asking(minimum.get()).with(attempt.progress().raisingInterval()));
        } else {
            failures.failed(turn, trying, Advice.interval(trying.of(), response), pause(response));
        }
    }

    /** RFC 5626 11.6: 439 "First Hop Lacks Outbound Support"; 420 and 421 are about option tags as well. */
    private void extensionRefused(Turn turn, Trying trying, RegisterResponse response) {
        if (turn.circumstances().outbound() && mayGoOn(trying.attempt())) {
            turn.withoutOutbound();
            turn.effect(new RegistrationEffect.LearnedNoOutbound());
            goOn(turn, trying, trying.attempt());
        } else {
            failures.failed(turn, trying, Advice.refused(trying.of(), response), pause(response));
        }
    }

    private void goOn(Turn turn, Trying trying, Attempt attempt) {
        turn.become(trying.with(attempt));
        sending.send(turn, (Trying) turn.phase(), attempt.progress().query());
    }

    private static boolean mayGoOn(Attempt attempt) {
        return attempt.progress().rounds() < MAX_ROUNDS;
    }

    /** RFC 7616 3.5: "The value of the nextnonce parameter is the nonce the server wishes the client to use". */
    private static Registration renewed(Registration registration, String nonce) {
        if (registration.sessions().isEmpty()) {
            return registration;
        }
        List<DigestSession> sessions = new ArrayList<>(registration.sessions());
        sessions.set(0, DigestSession.of(sessions.get(0).challenge().withNonce(nonce)));
        return registration.using(sessions);
    }
}
