package org.linekeeper.call.peer.machine;

import java.time.Duration;

/**
 * How often a peer is asked and when it is demoted.
 *
 * @param interval from one OPTIONS to the next
 * @param missedToDemote how many silences in a row demote a peer, 1 or more
 */
public record HealthRules(Duration interval, int missedToDemote) {
    /** How long a peer that is down is held to be so: until after the next OPTIONS has told. */
    Duration untilAskedAgain() {
        return interval.multipliedBy(2);
    }
}
