package org.linekeeper.config.model;

/** How a PBX learns that a line takes no calls. */
public enum PauseMethod {
    /** From the answer to each call: 480. */
    STATUS,
    /** It is told beforehand by SUBSCRIBE with the event package as-feature-event; the answer 480 stays for the calls it sends anyway. */
    AS_FEATURE_EVENT
}
