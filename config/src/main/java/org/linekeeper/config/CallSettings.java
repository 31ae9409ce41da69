package org.linekeeper.config;

import java.time.Duration;

/**
 * Limits and timers of calls.
 *
 * @param maxCalls at one time; a further call is answered 503
 * @param maxPerSecond new calls; a further one is answered 503
 * @param ringTimeout how long the called side may ring
 * @param inviteFailover how long a target may leave an INVITE without any response before the next one is tried; less than
 *     the 10 s after which Teams turns away
 */
public record CallSettings(int maxCalls, int maxPerSecond, Duration ringTimeout, Duration inviteFailover) {
    public static CallSettings defaults() {
        return new CallSettings(10_000, 200, Duration.ofSeconds(180), Duration.ofSeconds(4));
    }
}
