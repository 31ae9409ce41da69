package org.linekeeper.event;

import java.time.Instant;
import java.util.Optional;

/**
 * A peer of direct routes came into another state.
 *
 * @param at when
 * @param peer its name, with its port where it has one
 * @param localName who we are there; empty for what the listener says
 * @param state untried, up, busy or down
 * @param answer status and reason of its last response to OPTIONS
 * @param advice what is wrong, in plain words; empty when nothing is
 */
public record PeerChanged(
        Instant at, String peer, String localName, String state, Optional<String> answer, Optional<String> advice)
        implements GatewayEvent {}
