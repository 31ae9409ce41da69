package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationOutcome.Failed;

/** What follows when an attempt has failed. */
final class Failures {
    /** REGISTERs sent to remove one binding, answers to challenges included. */
    private static final int MAX_REMOVALS = 4;

    private final Sending sending;
    private final RegistrationPolicy policy;

    Failures(Sending sending, RegistrationPolicy policy) {
        this.sending = sending;
        this.policy = policy;
    }

    /**
     * The target is of no use now: on to the next one. RFC 3263 4.3: "the client SHOULD try the next element".
     *
     * @param gate for how long the target asks not to be used
     */
    void targetFailed(Turn turn, Trying trying, Failed failure, Optional<Duration> gate) {
        Attempt attempt = trying.attempt();
        turn.effect(new RegistrationEffect.TargetFailed(attempt.target(), gate));
        if (trying instanceof Phase.Unregistering removing) {
            removeAgain(turn, removing, failure);
        } else if (!attempt.others().isEmpty()) {
            sending.enqueue(turn, trying.of(), attempt.next(), trying.failures());
        } else if (!attempt.located()) {
            sending.locate(turn, trying.of(), trying.failures(), attempt.triedToo(), attempt.bypassed());
        } else {
            backOff(turn, trying.of(), trying.failures(), failure, gate);
        }
    }

    /** Nothing says that the binding is gone: a removal is tried a few times while there may be one. */
    private void removeAgain(Turn turn, Phase.Unregistering removing, Failed failure) {
        Progress progress = removing.attempt().progress();
        if (progress.rounds() < MAX_REMOVALS && turn.now().isBefore(removing.giveUpAt())) {
            turn.become(removing.with(removing.attempt().with(progress.again())));
            turn.effect(new RegistrationEffect.Enqueue(removing.attempt().target(), true));
        } else {
            unregistered(turn, removing.of(), Optional.of(failure));
        }
    }

    /** The attempt failed and another target would not help: wait. */
    void failed(Turn turn, Trying trying, Failed failure, Optional<Duration> retryAfter) {
        if (trying instanceof Phase.Unregistering) {
            unregistered(turn, trying.of(), Optional.of(failure));
        } else {
            backOff(turn, trying.of(), trying.failures(), failure, retryAfter);
        }
    }

    /** No targets, or none left that was not tried. */
    void backOff(Turn turn, Account account, int failuresBefore, Failed failure, Optional<Duration> retryAfter) {
        int failures = failuresBefore + 1;
        Optional<Binding> binding = turn.phase().binding().filter(bound -> bound.livesAt(turn.now()));
        Duration wait = binding.map(bound -> policy.backoff(failures, Duration.between(turn.now(), bound.expiresAt())))
                .orElseGet(() -> policy.backoff(failures));
        Duration asked = retryAfter.map(policy::retryAfter).orElse(Duration.ZERO);
        turn.become(new Phase.BackingOff(
                account, binding, failure, turn.now().plus(asked.compareTo(wait) > 0 ? asked : wait), failures));
        turn.report(failure);
    }

    /** The PBX refuses the line for good: rest until the settings change, or for long. */
    void rejected(Turn turn, Trying trying, Failed failure) {
        if (trying instanceof Phase.Unregistering) {
            unregistered(turn, trying.of(), Optional.of(failure));
            return;
        }
        turn.replace(turn.registration().using(List.of()).doubting(Optional.empty()));
        turn.become(new Phase.Rejected(
                trying.of(),
                failure,
                turn.now().plus(policy.rejectedRest(turn.circumstances().refusals()))));
        turn.report(failure);
    }

    /** The end of a removal, confirmed or not. */
    void unregistered(Turn turn, Account account, Optional<Failed> failure) {
        turn.become(new Phase.Unregistered());
        turn.report(failure.isPresent() ? Advice.removalUnconfirmed(account) : new RegistrationOutcome.Removed());
    }

    /** Nothing says whether the REGISTER reached its registrar: a binding may exist there. */
    static void doubt(Turn turn, Trying trying, Target target) {
        if (!trying.attempt().expires().isZero()) {
            turn.replace(turn.registration().doubting(Optional.of(target)));
        }
    }
}
