package org.linekeeper.event;

import java.time.Instant;

/**
 * A call was accepted for bridging.
 *
 * @param at when its INVITE came
 * @param callId the gateway's own id of the call
 * @param direction which way
 * @param lineId whose call it is
 */
public record CallStarted(Instant at, String callId, CallDirection direction, String lineId) implements GatewayEvent {}
