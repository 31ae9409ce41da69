package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.registration.pace.machine.PaceLimits;
import org.linekeeper.sip.loop.Loops;

/** The pacers, one for each target in use. Safe for use by any thread. */
final class TargetPacers {
    private static final Duration KEPT_UNUSED = Duration.ofMinutes(10);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

    private final Map<Target, TargetPacer> pacers = new ConcurrentHashMap<>();
    private final Loops loops;
    private final TargetHealth health;
    private final Clock clock;
    private final TargetPacer.Means means;
    private volatile Instant sweptAt = Instant.MIN;
    private volatile boolean heldBack;

    /** @param random safe for use by any thread */
    TargetPacers(
            Loops loops,
            RegistrationSettings settings,
            TargetHealth health,
            Clock clock,
            RandomGenerator random,
            RegistrationTimes times,
            AddressPaces paces) {
        this.loops = loops;
        this.health = health;
        this.clock = clock;
        this.means = new TargetPacer.Means(
                PaceLimits.of(settings), paces, random, health, clock, times, this::remindTheOthers, () -> heldBack);
    }

    /** Nobody gets a turn until {@link #begin}. */
    void holdBack() {
        heldBack = true;
    }

    void begin() {
        heldBack = false;
        pacers.values().forEach(TargetPacer::begin);
    }

    TargetPacer of(Target target) {
        TargetPacer known = pacers.get(target);
        if (known != null) {
            return known;
        }
        sweep();
        return pacers.computeIfAbsent(target, made -> new TargetPacer(made, loops.ownerOf(made.toString()), means));
    }

    /**
     * Targets in the order in which a line should try them: as DNS has them, those that are down last. RFC 3261 10.2.4: a refresh
     * "SHOULD" go where the binding was made, so that one comes first while it is as good as any.
     */
    List<Target> order(Location.Found found, Optional<Target> held) {
        if (found.targets().size() == 1) {
            return List.of(of(found.targets().get(0)).target());
        }
        List<Target> ordered = new ArrayList<>(health.order(found.targets()));
        ordered.sort(Comparator.comparing(this::isClosed));
        held.filter(target -> found.preferred().contains(target) && isUp(target))
                .ifPresent(target -> {
                    ordered.remove(target);
                    ordered.add(0, target);
                });
        ordered.replaceAll(target -> of(target).target());
        return ordered;
    }

    /** Whether a line could be sent there now with hope. */
    boolean isUp(Target target) {
        TargetPacer pacer = pacers.get(target);
        return health.isUp(target) && (pacer == null || !pacer.isDown());
    }

    /** Whether it is down and nobody tries it though it is time to. */
    boolean wantsTry(Target target) {
        TargetPacer pacer = pacers.get(target);
        return pacer != null && pacer.wantsTry();
    }

    /** Whether nobody else may be sent there for now. */
    boolean isClosed(Target target) {
        TargetPacer pacer = pacers.get(target);
        return pacer != null && pacer.isClosed();
    }

    /** For how long it asks not to be used; empty when it does not. */
    Optional<Duration> pause(Target target) {
        return Optional.ofNullable(pacers.get(target)).flatMap(TargetPacer::pause);
    }

    /** A gate of some PBX may be open now. */
    void gatesChanged() {
        pacers.values().forEach(TargetPacer::gatesChanged);
    }

    /** The paces towards these targets, in their order. */
    List<TargetPaceView> views(List<Target> targets) {
        return targets.stream().map(target -> of(target).view()).toList();
    }

    int inFlight() {
        return pacers.values().stream().mapToInt(TargetPacer::inFlight).sum();
    }

    int waiting() {
        return pacers.values().stream().mapToInt(TargetPacer::waiting).sum();
    }

    int down() {
        return (int) pacers.values().stream().filter(TargetPacer::isDown).count();
    }

    int size() {
        return pacers.size();
    }

    private void remindTheOthers(TargetPacer up) {
        for (TargetPacer pacer : pacers.values()) {
            if (pacer != up && pacer.isDown() && pacer.waiting() > 0) {
                pacer.remindWaiting();
            }
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        if (now.minus(BETWEEN_SWEEPS).isBefore(sweptAt)) {
            return;
        }
        sweptAt = now;
        Instant before = now.minus(KEPT_UNUSED);
        pacers.values().removeIf(pacer -> pacer.isForgettable(before));
    }
}
