package org.linekeeper.event;

import java.time.Instant;

/**
 * A call was answered.
 *
 * @param at when
 * @param callId the gateway's own id of the call
 */
public record CallAnswered(Instant at, String callId) implements GatewayEvent {}
