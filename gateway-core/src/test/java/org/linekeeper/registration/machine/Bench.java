package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterResponse;

/** One machine with its state, fed by a test. */
final class Bench {
    final RegistrationMachine machine =
            new RegistrationMachine(RegistrationSettings.defaults(), new DigestClient(() -> "cnonce"), new Random(1));
    Registration registration = Registration.fresh(new LineIdentity(0x1111, 0x2222));
    List<RegistrationEffect> effects = List.of();
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    Duration minExpires = Duration.ZERO;
    Set<PbxTrait> traits = PbxTrait.USUAL;
    /** How often in a row the credentials were refused. */
    int refusals;

    /** Whether a refusal was doubted since the last success. */
    boolean doubted;

    Bench on(RegistrationEvent event) {
        Step step = machine.on(
                registration, event, new Circumstances(now, minExpires, traits, true, refusals, doubted, false));
        registration = step.next();
        effects = step.effects();
        return this;
    }

    Bench wants(Account account) {
        return on(new RegistrationEvent.AccountChanged(Optional.of(account)));
    }

    Bench wantsNothing() {
        return on(new RegistrationEvent.AccountChanged(Optional.empty()));
    }

    Bench located(Target... targets) {
        return on(new RegistrationEvent.Located(List.of(targets)));
    }

    Bench admitted() {
        return on(new RegistrationEvent.Admitted());
    }

    Bench answered(RegisterResponse response) {
        return on(new RegistrationEvent.ResponseReceived(response, false));
    }

    /** A response to a REGISTER that was sent more than once. */
    Bench answeredAfterRetransmission(RegisterResponse response) {
        return on(new RegistrationEvent.ResponseReceived(response, true));
    }

    Bench timedOut() {
        return on(new RegistrationEvent.TransactionTimedOut());
    }

    /** Lets time pass until the timer of the phase fires. */
    Bench timer() {
        now = registration.phase().deadline().orElseThrow();
        return on(new RegistrationEvent.TimerFired());
    }

    /** With a REGISTER in flight at the first of two targets. */
    Bench sending() {
        return wants(Examples.account())
                .located(Examples.FIRST, Examples.SECOND)
                .admitted();
    }

    /** Registered for 600 s with a nonce used once. */
    Bench registered() {
        DigestChallenge challenge = Examples.challenge("n1", false);
        return sending().answered(Examples.challenged(challenge)).answered(Examples.granted(600));
    }

    RegistrationState state() {
        return registration.phase().state();
    }

    Register sent() {
        return only(RegistrationEffect.Send.class).register();
    }

    RegistrationOutcome reported() {
        return only(RegistrationEffect.Report.class).outcome();
    }

    RegistrationOutcome.Failed failure() {
        return (RegistrationOutcome.Failed) reported();
    }

    Duration timerSet() {
        return only(RegistrationEffect.SetTimer.class).delay();
    }

    boolean has(Class<? extends RegistrationEffect> kind) {
        return effects.stream().anyMatch(kind::isInstance);
    }

    <T extends RegistrationEffect> T only(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (RegistrationEffect effect : effects) {
            if (kind.isInstance(effect)) {
                found.add(kind.cast(effect));
            }
        }
        if (found.size() != 1) {
            throw new AssertionError("Expected one " + kind.getSimpleName() + " among " + effects);
        }
        return found.get(0);
    }
}
