package org.linekeeper.registration.machine;

import java.util.List;

/** The state after an event, and what is to be done, in order. */
public record Step(Registration next, List<RegistrationEffect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
