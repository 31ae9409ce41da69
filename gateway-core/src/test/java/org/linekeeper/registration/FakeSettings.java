package org.linekeeper.registration;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.store.Change;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.LineStateStore;
import org.linekeeper.config.store.Owner;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;

/** Settings, change feed and line states in memory. */
public final class FakeSettings implements ConfigStore, Directory, LineStateStore {
    public final Map<String, byte[]> states = new ConcurrentHashMap<>();
    boolean refusesStates;
    private final Map<String, Reseller> resellers = new LinkedHashMap<>();
    private final Map<String, Enterprise> enterprises = new LinkedHashMap<>();
    private final Map<String, Pbx> pbxs = new LinkedHashMap<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final List<ChangeListener> listeners = new ArrayList<>();
    private long revision;

    @Override
    public WriteOutcome put(Entity entity, Precondition precondition) {
        Optional<Entity> before = Optional.ofNullable(
                switch (entity.kind()) {
                    case RESELLER -> resellers.put(entity.id(), (Reseller) entity);
                    case ENTERPRISE -> enterprises.put(entity.id(), (Enterprise) entity);
                    case PBX -> pbxs.put(entity.id(), (Pbx) entity);
                    case LINE -> lines.put(entity.id(), (Line) entity);
                    case DIRECT_ROUTE -> null;
                });
        Change change = new Change(++revision, before, Optional.of(entity));
        listeners.forEach(listener -> listener.changed(change));
        return new WriteOutcome.Updated(revision);
    }

    public void put(Entity entity) {
        put(entity, new Precondition.None());
    }

    @Override
    public WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition) {
        Optional<Entity> before = Optional.ofNullable(lines.remove(id));
        Change change = new Change(++revision, before, Optional.empty());
        listeners.forEach(listener -> listener.changed(change));
        return new WriteOutcome.Deleted(revision);
    }

    public void deleteLine(String id) {
        delete(Entity.Kind.LINE, id, new Precondition.None());
    }

    @Override
    public Optional<Versioned<Entity>> get(Entity.Kind kind, String id) {
        return Optional.empty();
    }

    @Override
    public List<Versioned<Entity>> list(Entity.Kind kind, Optional<Owner> owner, String after, int limit) {
        return List.of();
    }

    @Override
    public void subscribe(ChangeListener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }

    @Override
    public void save(Map<String, byte[]> stateByLineId) {
        if (refusesStates) {
            throw new IllegalStateException("The disk is full");
        }
        stateByLineId.forEach((line, state) -> {
            if (state.length == 0) {
                states.remove(line);
            } else {
                states.put(line, state);
            }
        });
    }

    @Override
    public int load(BiConsumer<String, byte[]> stateByLineId) {
        states.forEach(stateByLineId);
        return 0;
    }

    @Override
    public int damages() {
        return 0;
    }

    @Override
    public Optional<Reseller> reseller(String id) {
        return Optional.ofNullable(resellers.get(id));
    }

    @Override
    public Optional<Enterprise> enterprise(String id) {
        return Optional.ofNullable(enterprises.get(id));
    }

    @Override
    public Optional<DirectRoute> directRoute(String id) {
        return Optional.empty();
    }

    @Override
    public Optional<Pbx> pbx(String id) {
        return Optional.ofNullable(pbxs.get(id));
    }

    @Override
    public Optional<Line> line(String id) {
        return Optional.ofNullable(lines.get(id));
    }

    @Override
    public Collection<Pbx> pbxs() {
        return List.copyOf(pbxs.values());
    }

    @Override
    public Collection<DirectRoute> directRoutes() {
        return List.of();
    }

    @Override
    public Collection<Line> linesOf(String pbxId) {
        return lines.values().stream()
                .filter(line -> line.pbxId().equals(pbxId))
                .toList();
    }

    @Override
    public List<Pbx> pbxsTrusting(InetAddress address) {
        return pbxs.values().stream()
                .filter(pbx -> pbx.trustedNetworks().stream().anyMatch(network -> network.contains(address)))
                .toList();
    }

    @Override
    public List<Pbx> pbxsOfDomain(String sipDomain) {
        return pbxs.values().stream()
                .filter(pbx -> pbx.sipDomain().equalsIgnoreCase(sipDomain))
                .toList();
    }

    @Override
    public List<SbcPeer> peersTrusting(InetAddress address) {
        return List.of();
    }

    @Override
    public List<SbcPeer> peersNamed(String name) {
        return List.of();
    }

    @Override
    public Optional<DirectRoute> directRouteByTenant(String tenantFqdn) {
        return Optional.empty();
    }

    @Override
    public Optional<Line> lineByNumber(String directRouteId, String phoneNumber) {
        return Optional.empty();
    }

    @Override
    public Optional<Line> lineOfPbxByNumber(String pbxId, String phoneNumber) {
        return Optional.empty();
    }

    @Override
    public Optional<Line> lineBySipUser(String pbxId, String sipUser) {
        return Optional.empty();
    }
}
