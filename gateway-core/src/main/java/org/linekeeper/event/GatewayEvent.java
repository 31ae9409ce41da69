package org.linekeeper.event;

import java.time.Instant;

/** Something that happened to a line, a call or a peer. */
public sealed interface GatewayEvent
        permits RegistrationChanged, PeerAsked, PeerChanged, CallStarted, CallAnswered, CallEnded {
    /** When it happened. */
    Instant at();
}
