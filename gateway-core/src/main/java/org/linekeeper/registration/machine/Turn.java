package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.event.RegistrationOutcome;

/** One step in the making: the registration as it is by now and the effects so far. */
final class Turn {
    private Circumstances circumstances;
    private final List<RegistrationEffect> effects = new ArrayList<>(4);
    private final Phase before;
    private final boolean timerGone;
    private Registration registration;

    /**
     * @param timerGone whether the timer of the phase is not set, because it has fired or was never set
     */
    Turn(Registration registration, Circumstances circumstances, boolean timerGone) {
        this.registration = registration;
        this.circumstances = circumstances;
        this.before = registration.phase();
        this.timerGone = timerGone;
    }

    Registration registration() {
        return registration;
    }

    Phase phase() {
        return registration.phase();
    }

    Instant now() {
        return circumstances.now();
    }

    Circumstances circumstances() {
        return circumstances;
    }

    /** The PBX taught what it wants; true when that is new. */
    boolean learned(PbxTrait trait, boolean wanted) {
        if (circumstances.has(trait) == wanted) {
            return false;
        }
        circumstances = circumstances.knowing(trait, wanted);
        effects.add(new RegistrationEffect.Learned(trait, wanted));
        return true;
    }

    void replace(Registration next) {
        registration = next;
    }

    void become(Phase next) {
        registration = registration.with(next);
    }

    void effect(RegistrationEffect effect) {
        effects.add(effect);
    }

    void report(RegistrationOutcome outcome) {
        effects.add(new RegistrationEffect.Report(outcome));
    }

    /** The step, with the timer that the phase now asks for. */
    Step finish() {
        if (timerGone || phase() != before) {
            Optional<Instant> deadline = phase().deadline();
            if (!deadline.equals(timerGone ? Optional.empty() : before.deadline())) {
                effects.add(
                        deadline.isPresent()
                                ? new RegistrationEffect.SetTimer(until(deadline.get()))
                                : new RegistrationEffect.CancelTimer());
            }
        }
        return new Step(registration, effects);
    }

    private Duration until(Instant at) {
        Duration delay = Duration.between(now(), at);
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
