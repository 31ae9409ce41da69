package org.linekeeper.dns;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What is known of targets that failed, shared by every line and call that uses them, so that one failure is learned once.
 * Safe for use by any thread.
 */
public interface TargetHealth {
    /** The longest that one failure keeps a target down, whatever a Retry-After header asks for. */
    Duration MAX_DOWN = Duration.ofHours(1);

    /** An empty memory of at most 10,000 targets. The clock may be set back or forth; that never keeps a target down longer. */
    static TargetHealth create(Clock clock) {
        return new FailedTargets(clock, 10_000);
    }

    /**
     * A request to the target timed out, its connection failed, or it answered 503; it is down for that long. The longer of
     * two such times counts.
     *
     * @param downFor up to {@link #MAX_DOWN}, longer is cut; zero or less changes nothing
     */
    void failed(Target target, Duration downFor);

    /** The target answered; it is up. */
    void succeeded(Target target);

    /** Whether the target is not known to be down now. */
    boolean isUp(Target target);

    /** The same targets in the same order, those that are down moved behind those that are up; never empties the list. */
    List<Target> order(List<Target> targets);
}
