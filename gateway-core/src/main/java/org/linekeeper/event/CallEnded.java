package org.linekeeper.event;

import java.time.Instant;

/**
 * A call ended or was refused; exactly one for each INVITE outside a dialog.
 *
 * @param at when
 * @param record all that is known of it
 */
public record CallEnded(Instant at, CallRecord record) implements GatewayEvent {}
