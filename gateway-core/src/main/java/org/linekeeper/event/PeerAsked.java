package org.linekeeper.event;

import java.time.Instant;

/**
 * A peer of direct routes was asked with OPTIONS whether it lives.
 *
 * @param at when the result was known
 * @param peer its name, with its port where it has one
 * @param result the status of its answer, such as {@code 200}; {@code silent}, {@code unreachable} or {@code not_located} without
 */
public record PeerAsked(Instant at, String peer, String result) implements GatewayEvent {}
