package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.linekeeper.event.RegistrationOutcome;

/** The state after an event, and what is to be done, in order. */
public record Step(Registration next, List<RegistrationEffect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }

    /** Whether a REGISTER is sent. */
    public boolean sends() {
        // By their places here and below: this is asked for each event of each line, and an iterator is an object.
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof RegistrationEffect.Send) {
                return true;
            }
        }
        return false;
    }

    /** What came of the attempt that ends with it; the first where there are several. */
    public Optional<RegistrationOutcome> reported() {
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof RegistrationEffect.Report report) {
                return Optional.of(report.outcome());
            }
        }
        return Optional.empty();
    }

    /** For how long the target asks not to be used. */
    public Optional<Duration> pause() {
        Optional<Duration> pause = Optional.empty();
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof RegistrationEffect.TargetFailed failed) {
                pause = failed.gate();
            }
        }
        return pause;
    }
}
