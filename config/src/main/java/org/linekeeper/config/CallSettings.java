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
 * @param maxBacklog how far an event loop may be behind before new calls are answered 503
 */
public record CallSettings(
        int maxCalls, int maxPerSecond, Duration ringTimeout, Duration inviteFailover, Duration maxBacklog) {
    /**
     * Longer than a collection of garbage and what follows from it: to turn calls away for that would lose what a moment later
     * would have been served. Well below T1 of RFC 3261 (half a second): who is let in or refused later than that has sent its
     * request again, and the repetitions take what the calls in progress need.
     */
    public static final Duration USUAL_BACKLOG = Duration.ofMillis(300);

    /** Settings with the usual backlog. */
    public CallSettings(int maxCalls, int maxPerSecond, Duration ringTimeout, Duration inviteFailover) {
        this(maxCalls, maxPerSecond, ringTimeout, inviteFailover, USUAL_BACKLOG);
    }

    public static CallSettings defaults() {
        return new CallSettings(10_000, 200, Duration.ofSeconds(180), Duration.ofSeconds(4));
    }
}
