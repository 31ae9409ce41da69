package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linekeeper.event.RegistrationOutcome;

/** One step in the making: the registration as it is by now and the effects so far. */
final class Turn {
    private Circumstances circumstances;
    /** As many as there are as a rule. */
    private @Nullable RegistrationEffect[] effects = new RegistrationEffect[4];

    private int made;
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
        effect(new RegistrationEffect.Learned(trait, wanted));
        return true;
    }

    void replace(Registration next) {
        registration = next;
    }

    void become(Phase next) {
        registration = registration.with(next);
    }

    void effect(RegistrationEffect effect) {
        if (made == effects.length) {
            effects = Arrays.copyOf(effects, made * 2);
        }
        effects[made++] = effect;
    }

    void report(RegistrationOutcome outcome) {
        effect(new RegistrationEffect.Report(outcome));
    }

    /** The step, with the timer that the phase now asks for. */
    Step finish() {
        if (timerGone || phase() != before) {
            Optional<Instant> deadline = phase().deadline();
            if (!deadline.equals(timerGone ? Optional.empty() : before.deadline())) {
                effect(
                        deadline.isPresent()
                                ? new RegistrationEffect.SetTimer(until(deadline.get()))
                                : new RegistrationEffect.CancelTimer());
            }
        }
        return new Step(registration, effects());
    }

    private List<RegistrationEffect> effects() {
        return switch (made) {
            case 0 -> List.of();
            case 1 -> List.of(effectAt(0));
            case 2 -> List.of(effectAt(0), effectAt(1));
            case 3 -> List.of(effectAt(0), effectAt(1), effectAt(2));
            default ->
                Arrays.stream(effects, 0, made).map(Objects::requireNonNull).toList();
        };
    }

    private RegistrationEffect effectAt(int place) {
        return Objects.requireNonNull(effects[place]);
    }

    private Duration until(Instant at) {
        Duration delay = Duration.between(now(), at);
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
