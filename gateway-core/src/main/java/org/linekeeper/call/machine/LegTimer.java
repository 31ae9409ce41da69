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
    CANCEL,
    /** From a transfer that the far end is to execute until we hear how it went. */
    REFERRAL,
    /** Until we refresh the session (RFC 4028 10). */
    REFRESH,
    /** Until the session ends because nobody refreshed it (RFC 4028 10). */
    EXPIRY,
    /** After a 491, until our re-INVITE goes out again (RFC 3261 14.1). */
    GLARE
}
