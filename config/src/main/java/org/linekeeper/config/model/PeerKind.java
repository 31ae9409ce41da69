package org.linekeeper.config.model;

/** What stands at the far end of a direct route. */
public enum PeerKind {
    /** A session border controller that stands between the gateway and Teams. */
    SBC,
    /** Teams itself: the gateway is the session border controller. */
    TEAMS
}
