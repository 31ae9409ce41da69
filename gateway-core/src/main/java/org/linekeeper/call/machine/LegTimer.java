package org.linekeeper.call.machine;

/** The timers of a leg; the runner knows how long each is. */
public enum LegTimer {
    /** From an INVITE to its first response of any kind; then the next target is tried. */
    ATTEMPT,
    /** From the first INVITE to a final response. */
    RING,
    /** From our 2xx to its ACK (RFC 3261 13.3.1.4: 64*T1). */
    ACK,
    /** From giving up to a final response (RFC 3261 9.1: 64*T1). */
    CANCEL
}
