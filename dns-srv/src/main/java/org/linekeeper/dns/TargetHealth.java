package org.linekeeper.dns;

import java.time.Duration;
import java.util.List;

/**
 * What is known of targets that failed, shared by every line and call that uses them, so that one failure is learned once.
 * Safe for use by any thread.
 */
public interface TargetHealth {
    /** A request to the target timed out, its connection failed, or it answered 503; it is down for that long. */
    void failed(Target target, Duration downFor);

    /** The target answered; it is up. */
    void succeeded(Target target);

    /** Whether the target is not known to be down now. */
    boolean isUp(Target target);

    /** The same targets in the same order, those that are down moved behind those that are up; never empties the list. */
    List<Target> order(List<Target> targets);
}
