package org.linekeeper.event;

import java.time.Instant;

/**
 * A line's registration changed its state, or was refreshed.
 *
 * @param at when
 * @param lineId which line
 * @param pbxId where it registers
 * @param state the state it is in now
 * @param outcome what brought it there
 */
public record RegistrationChanged(
        Instant at, String lineId, String pbxId, RegistrationState state, RegistrationOutcome outcome)
        implements GatewayEvent {}
