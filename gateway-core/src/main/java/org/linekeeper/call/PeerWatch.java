package org.linekeeper.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.linekeeper.call.machine.Destination;
import org.linekeeper.call.peer.PeerKey;
import org.linekeeper.call.peer.PeerRoster;
import org.linekeeper.call.peer.ProbePorts;
import org.linekeeper.call.peer.machine.HealthMachine;
import org.linekeeper.call.peer.machine.HealthRules;
import org.linekeeper.call.peer.machine.PeerState;
import org.linekeeper.config.PeerSettings;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.ServedEnterprise;
import org.linekeeper.config.store.Change;
import org.linekeeper.config.store.Directory;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.OptionsContact;

/**
 * Asks the peers of all enabled direct routes whether they live, follows the model, and knows by which name of ours they ask in
 * turn. Safe for use by any thread.
 */
public final class PeerWatch implements OptionsContact, AutoCloseable {
    /** Changes within this time are followed together: an import of many direct routes is one change for us. */
    private static final Duration GATHERED = Duration.ofMillis(200);

    private final AtomicBoolean following = new AtomicBoolean();
    private final Loop loop;
    private final Directory directory;
    private final Clock clock;
    private final PeerRoster roster;
    private final boolean asking;
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();
    private volatile Map<String, DirectRoute> routesByName = Map.of();
    /** Of each peer, our name in the first of its direct routes: which of them does not matter, but it is the same each time. */
    private volatile Map<PeerKey, String> ownNames = Map.of();

    /** Nobody is asked before {@link #start}. */
    public PeerWatch(SipStack stack, CallPorts ports, CallSetup setup, PeerSettings settings, RandomGenerator random) {
        this.loop = stack.loops().all().get(0);
        this.directory = ports.directory();
        this.clock = ports.clock();
        this.asking = settings.areAsked();
        SipMessages messages = new SipMessages(setup.userAgent());
        ProbePorts probing = new ProbePorts(
                new HealthMachine(new HealthRules(settings.optionsInterval(), settings.missedToDemote())),
                ports.locator(),
                ports.health(),
                new OptionsWire(stack, messages, setup.teamsListeners(), ports.ids(), this::ownName),
                ports.events(),
                ports.clock(),
                random);
        this.roster = new PeerRoster(stack.loops(), probing, settings.optionsInterval());
    }

    /** Begins to ask; once the stack is open. */
    public void start() {
        follow();
    }

    /** Follows a change of the model. */
    public void changed(Change change) {
        if (concerns(change.before()) || concerns(change.after())) {
            if (following.compareAndSet(false, true)) {
                loop.execute(() -> loop.timers().schedule(GATHERED, () -> {
                    following.set(false);
                    follow();
                }));
            }
        }
    }

    private static boolean concerns(Optional<Entity> entity) {
        return entity.filter(each -> isOfRoutes(each.kind())).isPresent();
    }

    private static boolean isOfRoutes(Entity.Kind kind) {
        return kind == Entity.Kind.DIRECT_ROUTE || kind == Entity.Kind.ENTERPRISE || kind == Entity.Kind.RESELLER;
    }

    private void follow() {
        roster.follow(() -> {
            Map<String, DirectRoute> names = new HashMap<>();
            Map<PeerKey, String> keys = new HashMap<>();
            for (DirectRoute route : directory.directRoutes()) {
                if (isEnabled(route)) {
                    names.put(route.tenantFqdn().toLowerCase(Locale.ROOT), route);
                    names.putIfAbsent(route.trunkFqdn(), route);
                    route.peers().forEach(peer -> keys(route, peer)
                            .forEach(key -> keys.merge(key, route.trunkFqdn(), PeerWatch::first)));
                }
            }
            routesByName = Map.copyOf(names);
            asked.keySet().retainAll(names.keySet());
            ownNames = Map.copyOf(keys);
            return asking ? keys.keySet() : Set.of();
        });
    }

    private static String first(String one, String other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private Optional<String> ownName(PeerKey key) {
        return Optional.ofNullable(ownNames.get(key));
    }

    private boolean isEnabled(DirectRoute route) {
        return route.enabled()
                && directory
                        .served(route.enterpriseId())
                        .filter(ServedEnterprise::enabled)
                        .isPresent();
    }

    private static Collection<PeerKey> keys(DirectRoute route, SbcPeer peer) {
        return PeerPlaces.of(route, peer).stream().map(PeerWatch::key).toList();
    }

    private static PeerKey key(Destination.Named place) {
        return new PeerKey(place.name(), place.localName());
    }

    /** The peers of a direct route in its order, with what is known of each. */
    public List<PeerReport> peers(DirectRoute route) {
        List<PeerReport> reports = new ArrayList<>();
        for (SbcPeer peer : route.peers()) {
            for (Destination.Named place : PeerPlaces.of(route, peer)) {
                reports.add(
                        new PeerReport(peer.kind(), place.name().host(), place.localName(), roster.health(key(place))));
            }
        }
        return reports;
    }

    /** When a trusted peer last asked for this name of ours with OPTIONS; empty when none has since the start. */
    public Optional<Instant> askedFor(String name) {
        return Optional.ofNullable(asked.get(name.toLowerCase(Locale.ROOT)));
    }

    /** How many peers are in each state. */
    public Map<PeerState, Integer> states() {
        return roster.states();
    }

    /**
     * A peer that asks for the name of its direct route is told that name: Teams goes by it to find the tenant. Others do not learn
     * which names there are.
     */
    @Override
    public Optional<String> host(String requested, MessageSource source) {
        String name = requested.toLowerCase(Locale.ROOT);
        DirectRoute route = routesByName.get(name);
        if (route == null || !TeamsSource.trusts(route, source)) {
            return Optional.empty();
        }
        asked.put(name, clock.instant());
        return Optional.of(name);
    }

    @Override
    public void close() {
        roster.close();
    }
}
