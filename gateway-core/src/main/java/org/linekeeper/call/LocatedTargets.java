package org.linekeeper.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.linekeeper.call.machine.Destination;
import org.linekeeper.call.machine.LegSignal;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;

/** What server location and the health of targets tell a callee leg. Any thread. */
final class LocatedTargets {
    private static final Duration DOWN_FOR = Duration.ofSeconds(30);

    private LocatedTargets() {}

    /** Where that place is now; any thread completes it. */
    static CompletionStage<LegSignal> of(CallTools tools, Destination.Named place) {
        return tools.ports().locator().locate(place.name()).thenApply(location -> {
            if (location instanceof Location.Found found) {
                return located(tools.ports().health(), found, place.localName());
            }
            return new LegSignal.NotLocated(((Location.NotFound) location).advice());
        });
    }

    private static LegSignal located(TargetHealth health, Location.Found found, String localName) {
        List<Target> up = new ArrayList<>();
        List<Target> down = new ArrayList<>();
        for (Target each : found.targets()) {
            Target target = each.as(localName);
            (health.isUp(target) ? up : down).add(target);
        }
        return new LegSignal.Located(up, down);
    }

    /** The target did not serve, and maybe asked for a pause. */
    static void suspect(CallTools tools, Target target, Optional<Duration> retryAfter) {
        TargetHealth health = tools.ports().health();
        boolean wasUp = health.isUp(target);
        health.failed(target, retryAfter.orElse(DOWN_FOR));
        if (wasUp && !target.localName().isEmpty()) {
            // Behind each name of Teams are many servers, and a connection stays with one of them; what Teams asks for
            // by 503 is another.
            tools.stack().leave(target);
        }
    }
}
