package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.sip.register.Register;

/** What a registration wants done. */
public sealed interface RegistrationEffect {
    /** Locate the PBX of the account; {@code Located} or {@code NotLocated} follows. */
    record Locate(Account account) implements RegistrationEffect {}

    /**
     * Wait for a turn at the target; {@code Admitted} follows unless withdrawn.
     *
     * @param urgent whether a live binding depends on it
     */
    record Enqueue(Target target, boolean urgent) implements RegistrationEffect {}

    /** Give up the turn waited for. */
    record Withdraw() implements RegistrationEffect {}

    /** Send; a response, a timeout or a failure follows. */
    record Send(Register register, Target target) implements RegistrationEffect {}

    /** Set the one timer of this line, in place of the one set before. */
    record SetTimer(Duration delay) implements RegistrationEffect {}

    /** Forget the timer. */
    record CancelTimer() implements RegistrationEffect {}

    /** The target answered. */
    record TargetAnswered(Target target) implements RegistrationEffect {}

    /**
     * The target did not answer or sent us away.
     *
     * @param gate for how long it asks not to be used; empty when it did not answer
     */
    record TargetFailed(Target target, Optional<Duration> gate) implements RegistrationEffect {}

    /** Every line of this PBX has to ask for at least so much. */
    record LearnedMinExpires(Duration minimum) implements RegistrationEffect {}

    /** This PBX takes no instance ids (RFC 5626 11.6). */
    record LearnedNoOutbound() implements RegistrationEffect {}

    /** To be told to everybody. */
    record Report(RegistrationOutcome outcome) implements RegistrationEffect {}
}
