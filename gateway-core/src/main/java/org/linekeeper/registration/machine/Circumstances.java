package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;

/**
 * What a step needs to know beside the state.
 *
 * @param now of a clock that does not jump
 * @param minExpires the least that this PBX was seen to accept; zero when unknown
 * @param outbound whether this PBX takes instance ids as far as known
 * @param reusesNonces whether credentials are sent before this PBX asks for them
 * @param refusals how often in a row the credentials of this line were refused
 * @param locatesAnew whether a refresh asks DNS, because its answer is outdated or a better target is up
 */
public record Circumstances(
        Instant now, Duration minExpires, boolean outbound, boolean reusesNonces, int refusals, boolean locatesAnew) {
    /** Of a PBX of which nothing bad is known. */
    public Circumstances(Instant now, Duration minExpires, boolean outbound) {
        this(now, minExpires, outbound, true, 0, false);
    }

    Circumstances withoutOutbound() {
        return new Circumstances(now, minExpires, false, reusesNonces, refusals, locatesAnew);
    }
}
