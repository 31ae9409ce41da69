package org.linekeeper.registration.machine;

/** The phases with an attempt: waiting for a turn or with a REGISTER in flight. */
sealed interface Trying permits Phase.Registering, Phase.Refreshing, Phase.Unregistering {
    Account of();

    Attempt attempt();

    int failures();

    /** The same phase with the attempt gone on. */
    Phase with(Attempt next);
}
