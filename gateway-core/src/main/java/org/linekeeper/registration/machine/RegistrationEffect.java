package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.sip.register.Register;

/** What a registration wants done. */
public sealed interface RegistrationEffect {
    /**
     * Locate a server; {@code Located} or {@code NotLocated} follows.
     *
     * @param redirect where a 3xx leads; empty for the PBX of the account
     */
    record Locate(Account account, Optional<ServerName> redirect) implements RegistrationEffect {
        Locate(Account account) {
            this(account, Optional.empty());
        }
    }

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

    /** Every line of this PBX has to send REGISTERs with this trait, or without. */
    record Learned(PbxTrait trait, boolean wanted) implements RegistrationEffect {}

    /** To be told to everybody. */
    record Report(RegistrationOutcome outcome) implements RegistrationEffect {}
}
