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
    private final Optional<Instant> armed;
    private Registration registration;

    /**
     * @param armed when the timer that is set will fire; empty for none
     */
    Turn(Registration registration, Circumstances circumstances, Optional<Instant> armed) {
        this.registration = registration;
        this.circumstances = circumstances;
        this.armed = armed;
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
        Optional<Instant> deadline = phase().deadline();
        if (!deadline.equals(armed)) {
            effects.add(deadline.<RegistrationEffect>map(at -> new RegistrationEffect.SetTimer(until(at)))
                    .orElseGet(RegistrationEffect.CancelTimer::new));
        }
        return new Step(registration, effects);
    }

    private Duration until(Instant at) {
        Duration delay = Duration.between(now(), at);
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
