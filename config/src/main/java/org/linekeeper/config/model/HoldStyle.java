package org.linekeeper.config.model;

/** How Teams is told which way media flows while somebody is on hold. */
public enum HoldStyle {
    /** By {@code a=inactive} and nothing else, as Microsoft documents. */
    INACTIVE,
    /** By the direction that the PBX says, and with an answer that fits what Teams offers (RFC 3264 6.1). */
    RFC3264
}
