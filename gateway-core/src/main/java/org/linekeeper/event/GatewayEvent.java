package org.linekeeper.event;

import java.time.Instant;

/** Something that happened to a line or a call. */
public sealed interface GatewayEvent permits RegistrationChanged, CallStarted, CallAnswered, CallEnded {
    /** When it happened. */
    Instant at();
}
