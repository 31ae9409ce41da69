package org.linekeeper.registration;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.sip.loop.Loops;

/** The pacers, one for each target. Safe for use by any thread. */
final class TargetPacers {
    private final Map<Target, TargetPacer> pacers = new ConcurrentHashMap<>();
    private final Loops loops;
    private final RegistrationSettings settings;
    private final TargetHealth health;
    private final Clock clock;

    TargetPacers(Loops loops, RegistrationSettings settings, TargetHealth health, Clock clock) {
        this.loops = loops;
        this.settings = settings;
        this.health = health;
        this.clock = clock;
    }

    TargetPacer of(Target target) {
        TargetPacer known = pacers.get(target);
        return known != null
                ? known
                : pacers.computeIfAbsent(
                        target, made -> new TargetPacer(made, loops.ownerOf(made.toString()), settings, health, clock));
    }
}
