package org.linekeeper.event;

/** The states of a line's registration, as every view shows them. */
public enum RegistrationState {
    /** Not wanted: the line, its PBX or its enterprise is disabled. */
    UNREGISTERED,
    /** Wanted, and the PBX's address is being looked up. */
    LOCATING,
    /** The first REGISTER is under way or waits for its turn. */
    REGISTERING,
    /** The PBX holds our binding. */
    REGISTERED,
    /** The PBX holds our binding and a refresh is under way. */
    REFRESHING,
    /** The last attempt failed; the next one is scheduled. */
    BACKING_OFF,
    /** The binding is being removed. */
    UNREGISTERING,
    /** The PBX refuses this line; waits for a change of settings, or for a long time. */
    REJECTED
}
