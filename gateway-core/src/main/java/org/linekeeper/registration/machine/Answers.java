package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.sip.register.RegisterResponse;

/** What each final response means for the attempt in flight. */
final class Answers {
    private static final Duration GATE = Duration.ofSeconds(30);

    private final Failures failures;
    private final Successes successes;
    private final Challenges challenges;
    private final Refusals refusals;
    private final Redirects redirects;

    Answers(Sending sending, Failures failures, RegistrationPolicy policy) {
        this.failures = failures;
        this.successes = new Successes(sending, failures, policy);
        Doubts doubts = new Doubts(failures);
        this.challenges = new Challenges(sending, failures, doubts);
        this.refusals = new Refusals(sending, failures, doubts);
        this.redirects = new Redirects(failures);
    }

    void received(Turn turn, Trying trying, RegistrationEvent.ResponseReceived received) {
        RegisterResponse response = received.response();
        int status = response.status();
        Attempt attempt = trying.attempt();
        if (status != 503 && status != 408) {
            turn.effect(new RegistrationEffect.TargetAnswered(attempt.target()));
        }
        if (attempt.progress().did(Progress.Once.STREAM)) {
            turn.learned(PbxTrait.STREAM, true);
        }
        if (status / 100 == 2) {
            successes.succeeded(turn, trying, response);
            return;
        }
        switch (status) {
            case 300, 301, 302, 305 -> redirects.redirected(turn, trying, response);
            case 401, 407 -> challenges.challenged(turn, trying, received);
            case 403 -> refusals.forbidden(turn, trying, received);
            case 404, 410, 604 -> failures.rejected(turn, trying, Advice.unknown(trying.of(), response));
            case 494 -> failures.rejected(turn, trying, Advice.securityAgreement(trying.of(), response));
            case 405, 416 -> failures.rejected(turn, trying, Advice.refused(trying.of(), response));
            case 408 -> {
                Failures.doubt(turn, trying, attempt.target());
                failures.targetFailed(turn, trying, Advice.timeout(trying.of(), attempt.target()), Optional.empty());
            }
            case 413, 414, 513 -> refusals.tooLarge(turn, trying, response);
            case 420, 421, 439 -> refusals.extensionRefused(turn, trying, response);
            case 423 -> refusals.tooBrief(turn, trying, response);
            // RFC 3261 21.5.4: "A client (proxy or UAC) receiving a 503 (Service Unavailable) SHOULD attempt to forward
            // the request to an alternate server. It SHOULD NOT forward any other requests to that server for the
            // duration specified in the Retry-After header field, if present."
            case 503 ->
                failures.targetFailed(
                        turn,
                        trying,
                        Advice.overloaded(trying.of(), response),
                        Optional.of(Pause.asked(response)
                                .filter(asked -> !asked.isZero())
                                .orElse(GATE)));
            // RFC 3261 10.3: registrars send no 6xx; whoever sends one means that it did not work
            default -> failures.failed(turn, trying, Advice.other(trying.of(), response), Pause.asked(response));
        }
    }
}
