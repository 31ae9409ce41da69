package org.linekeeper.call.peer;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.linekeeper.call.peer.machine.PeerHealth;
import org.linekeeper.call.peer.machine.PeerState;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Loops;

/**
 * All peers that are asked: one question for each place and name of ours, however many direct routes share it. Safe for use by
 * any thread.
 */
public final class PeerRoster {
    /** A thousand peers that begin together are asked over this much of the interval each. */
    private static final Duration APART = Duration.ofMillis(50);

    private final Loops loops;
    private final ProbePorts ports;
    private final Duration interval;
    private final Map<PeerKey, PeerProbe> probes = new HashMap<>();
    private boolean closed;

    /** @param interval from one OPTIONS to a peer to the next */
    public PeerRoster(Loops loops, ProbePorts ports, Duration interval) {
        this.loops = loops;
        this.ports = ports;
        this.interval = interval;
    }

    /**
     * Begins with those that are new and ends with those that are gone; the others are not disturbed.
     *
     * @param wanted tells whom to ask; asked once, so that of two callers none acts on what is out of date
     */
    public synchronized void follow(Supplier<Collection<PeerKey>> wanted) {
        if (closed) {
            return;
        }
        Set<PeerKey> keys = new HashSet<>(wanted.get());
        probes.values().removeIf(probe -> {
            boolean gone = !keys.contains(probe.key());
            if (gone) {
                probe.stop();
            }
            return gone;
        });
        int started = 0;
        for (PeerKey key : keys) {
            if (!probes.containsKey(key)) {
                Loop owner = loops.ownerOf(key.toString());
                PeerProbe probe = new PeerProbe(key, owner, ports);
                probes.put(key, probe);
                probe.start(first(started++));
            }
        }
    }

    /** What is known of a peer; empty when nobody asks it. */
    public synchronized Optional<PeerHealth> health(PeerKey key) {
        return Optional.ofNullable(probes.get(key)).map(PeerProbe::health);
    }

    /** How many peers are in each state. */
    public synchronized Map<PeerState, Integer> states() {
        Map<PeerState, Integer> states = new EnumMap<>(PeerState.class);
        probes.values().forEach(probe -> states.merge(probe.health().state(), 1, Integer::sum));
        return states;
    }

    /** Asks nobody any more. */
    public synchronized void close() {
        closed = true;
        probes.values().forEach(PeerProbe::stop);
        probes.clear();
    }

    /** The first at once; a crowd over the whole interval. */
    private Duration first(int before) {
        Duration spread = APART.multipliedBy(before);
        Duration most = spread.compareTo(interval) < 0 ? spread : interval;
        return Duration.ofMillis(Math.round(most.toMillis() * ports.random().nextDouble()));
    }
}
