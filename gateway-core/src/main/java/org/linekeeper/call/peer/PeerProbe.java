package org.linekeeper.call.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.peer.machine.HealthMachine;
import org.linekeeper.call.peer.machine.PeerHealth;
import org.linekeeper.call.peer.machine.ProbeResult;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;
import org.linekeeper.event.PeerAsked;
import org.linekeeper.event.PeerChanged;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;

/**
 * Asks one peer again and again. In each round the places of its name are tried in the order of calls until one answers, so a name
 * with two servers is up while one of them is. Owner loop only, but for {@link #health}.
 */
final class PeerProbe {
    /** Of the wait, to either side. */
    private static final double JITTER = 0.1;

    private static final int MOST_PLACES = 8;

    private final PeerKey key;
    private final Loop loop;
    private final ProbePorts ports;
    /** The places that are down because of what was asked here. */
    private final Set<Target> demoted = new HashSet<>();

    private volatile PeerHealth health;
    private Timers.@Nullable Timeout next;
    private boolean stopped;

    PeerProbe(PeerKey key, Loop loop, ProbePorts ports) {
        this.key = key;
        this.loop = loop;
        this.ports = ports;
        this.health = PeerHealth.untried(ports.clock().instant());
    }

    /** What is known of it. Any thread. */
    PeerHealth health() {
        return health;
    }

    PeerKey key() {
        return key;
    }

    /** Any thread. */
    void start(Duration delay) {
        loop.execute(() -> schedule(delay));
    }

    /** Any thread. */
    void stop() {
        loop.execute(() -> {
            stopped = true;
            if (next != null) {
                next.cancel();
            }
        });
    }

    private void schedule(Duration delay) {
        if (!stopped) {
            next = loop.timers().schedule(delay, this::begin);
        }
    }

    private void begin() {
        ports.locator().locate(key.server()).thenAccept(location -> loop.execute(() -> located(location)));
    }

    private void located(Location location) {
        if (location instanceof Location.NotFound notFound) {
            ProbeResult nowhere = new ProbeResult.NotLocated(notFound.advice());
            told(nowhere);
            ended(nowhere, List.of());
        } else if (location instanceof Location.Found found) {
            List<Target> places = found.targets().stream()
                    .map(target -> target.as(key.localName()))
                    .toList();
            demoted.retainAll(places);
            ask(ports.health().order(places).stream().limit(MOST_PLACES).toList(), List.of());
        }
    }

    private void ask(List<Target> places, List<Target> failed) {
        if (stopped) {
            return;
        }
        Target place = places.get(0);
        ports.sender().send(key, place, result -> loop.execute(() -> answered(places, failed, result)));
    }

    private void answered(List<Target> places, List<Target> failed, ProbeResult result) {
        told(result);
        Target place = places.get(0);
        if (result instanceof ProbeResult.Answered answer && answer.isAlive()) {
            if (demoted.remove(place)) {
                // Only what OPTIONS brought down they bring up: a pause that was asked for in answer to a call goes on.
                ports.health().succeeded(place);
            }
            ended(result, failed);
            return;
        }
        List<Target> all = new ArrayList<>(failed);
        all.add(place);
        if (places.size() > 1) {
            ask(places.subList(1, places.size()), all);
        } else {
            ended(result, all);
        }
    }

    private void ended(ProbeResult result, List<Target> failed) {
        if (stopped) {
            return;
        }
        HealthMachine.Step step =
                ports.machine().on(health, result, ports.clock().instant());
        health = step.health();
        Duration demoteFor = step.demoteFor();
        if (result instanceof ProbeResult.Answered answer && answer.isAlive()) {
            // Another place of this name answered: what failed beside it is passed over until it is asked again.
            demoteFor = step.pause().multipliedBy(2);
        }
        for (Target place : failed) {
            ports.health().failed(place, demoteFor);
            demoted.add(place);
        }
        if (step.changed()) {
            ports.events().publish(changed(step.health()));
        }
        schedule(jittered(step.pause()));
    }

    private void told(ProbeResult result) {
        if (!stopped) {
            ports.events().publish(new PeerAsked(ports.clock().instant(), key.shown(), result.code()));
        }
    }

    private PeerChanged changed(PeerHealth now) {
        Optional<String> answer = now.lastAnswer().map(last -> (last.status() + " " + last.reason()).trim());
        return new PeerChanged(
                ports.clock().instant(),
                key.shown(),
                key.localName(),
                now.state().name().toLowerCase(Locale.ROOT),
                answer,
                now.trouble());
    }

    private Duration jittered(Duration wait) {
        double share = 1 + JITTER * (2 * ports.random().nextDouble() - 1);
        return Duration.ofMillis(Math.round(wait.toMillis() * share));
    }
}
