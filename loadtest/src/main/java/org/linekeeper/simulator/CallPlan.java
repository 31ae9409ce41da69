package org.linekeeper.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a simulated party treats a call that it receives.
 *
 * @param steps its responses in order; without a final one it rings until the caller gives up
 * @param hangUpAfter how long after the ACK it hangs up; empty to wait for BYE
 */
public record CallPlan(List<Step> steps, Optional<Duration> hangUpAfter) {
    /**
     * One response.
     *
     * @param after how long after the step before
     * @param fork which endpoint of a forked call speaks: each has its own tag
     */
    public record Step(Duration after, int status, String reason, boolean sdp, int fork) {}

    public CallPlan {
        steps = List.copyOf(steps);
    }

    /** Rings for a while, then answers. */
    public static CallPlan answer(Duration ringing) {
        return of(ringing(), new Step(ringing, 200, "OK", true, 0));
    }

    /** Rings and then refuses, such as 486 Busy Here. */
    public static CallPlan refuse(Duration ringing, int status, String reason) {
        return of(ringing(), new Step(ringing, status, reason, false, 0));
    }

    /** Refuses at once. */
    public static CallPlan busy() {
        return of(new Step(Duration.ZERO, 486, "Busy Here", false, 0));
    }

    /** Rings until the caller gives up. */
    public static CallPlan noAnswer() {
        return of(ringing());
    }

    /**
     * As Teams does with a user who has several clients: two of them ring under tags of their own, one brings early media, and
     * the answer comes under a third tag.
     */
    public static CallPlan forked(Duration ringing) {
        return of(
                new Step(Duration.ZERO, 180, "Ringing", false, 1),
                new Step(Duration.ofMillis(10), 180, "Ringing", false, 2),
                new Step(Duration.ofMillis(10), 183, "Session Progress", true, 2),
                new Step(ringing, 200, "OK", true, 3));
    }

    public CallPlan hangingUpAfter(Duration talk) {
        return new CallPlan(steps, Optional.of(talk));
    }

    private static Step ringing() {
        return new Step(Duration.ZERO, 180, "Ringing", false, 0);
    }

    private static CallPlan of(Step... steps) {
        return new CallPlan(List.of(steps), Optional.empty());
    }
}
