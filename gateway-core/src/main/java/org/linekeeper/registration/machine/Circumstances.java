package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;

/**
 * What a step needs to know beside the state.
 *
 * @param now of a clock that does not jump
 * @param minExpires the least that this PBX was seen to accept; zero when unknown
 * @param outbound whether this PBX takes instance ids as far as known
 */
public record Circumstances(Instant now, Duration minExpires, boolean outbound) {}
