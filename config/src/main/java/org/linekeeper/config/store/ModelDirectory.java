package org.linekeeper.config.store;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.SbcPeer;

/** The model in memory. The store's thread alone applies changes; any thread reads. */
final class ModelDirectory implements Directory {
    private final Map<String, Reseller> resellers = new ConcurrentHashMap<>();
    private final Map<String, Enterprise> enterprises = new ConcurrentHashMap<>();
    private final Map<String, DirectRoute> directRoutes = new ConcurrentHashMap<>();
    private final Map<String, DirectRoute> byTenant = new ConcurrentHashMap<>();
    private final MultiIndex<String> routesOfEnterprises = new MultiIndex<>();
    private final PeerIndex peers = new PeerIndex();
    private final Map<String, Pbx> pbxs = new ConcurrentHashMap<>();
    private final PbxIndex pbxPlaces = new PbxIndex();
    private final LineIndex lines = new LineIndex(LineKey.ID);
    private final Map<String, LineIndex> byNumber = new ConcurrentHashMap<>();
    private final FurtherNumbers furtherNumbers = new FurtherNumbers();
    private final RangeIndex rangesOfRoutes = new RangeIndex(Line::directRouteId);
    private final RangeIndex rangesOfPbxs = new RangeIndex(Line::pbxId);
    private final Map<String, LineIndex> bySipUser = new ConcurrentHashMap<>();

    /** Takes over one committed change. */
    void apply(Optional<Entity> before, Optional<Entity> after) {
        after.ifPresentOrElse(now -> put(before, now), () -> before.ifPresent(this::remove));
    }

    /** Takes in an entity that was not there before, after those that it names. */
    void load(Entity entity) {
        put(Optional.empty(), entity);
    }

    private void put(Optional<Entity> before, Entity after) {
        if (after instanceof Reseller reseller) {
            resellers.put(reseller.id(), reseller);
        } else if (after instanceof Enterprise enterprise) {
            enterprises.put(enterprise.id(), enterprise);
        } else if (after instanceof DirectRoute route) {
            putRoute(before.map(DirectRoute.class::cast), route);
        } else if (after instanceof Pbx pbx) {
            pbxs.put(pbx.id(), pbx);
            pbxPlaces.put(before.map(Pbx.class::cast), pbx);
            before.map(Pbx.class::cast)
                    .filter(old -> !old.sipDomain().equalsIgnoreCase(pbx.sipDomain()))
                    .ifPresent(old -> rekey(pbx));
        } else if (after instanceof Line line) {
            before.map(Line.class::cast)
                    .ifPresentOrElse(old -> replaceLine(old, slim(line)), () -> addLine(slim(line)));
        }
    }

    private void putRoute(Optional<DirectRoute> before, DirectRoute route) {
        directRoutes.put(route.id(), route);
        byTenant.put(lower(route.tenantFqdn()), route);
        before.filter(old -> !old.tenantFqdn().equalsIgnoreCase(route.tenantFqdn()))
                .ifPresent(old -> byTenant.remove(lower(old.tenantFqdn())));
        routesOfEnterprises.add(route.enterpriseId(), route.id());
        before.filter(old -> !old.enterpriseId().equals(route.enterpriseId()))
                .ifPresent(old -> routesOfEnterprises.remove(old.enterpriseId(), old.id()));
        peers.put(before, route);
    }

    private void remove(Entity gone) {
        if (gone instanceof Reseller) {
            resellers.remove(gone.id());
        } else if (gone instanceof Enterprise) {
            enterprises.remove(gone.id());
        } else if (gone instanceof DirectRoute route) {
            directRoutes.remove(route.id());
            byTenant.remove(lower(route.tenantFqdn()));
            routesOfEnterprises.remove(route.enterpriseId(), route.id());
            peers.remove(route);
        } else if (gone instanceof Pbx pbx) {
            pbxs.remove(pbx.id());
            pbxPlaces.remove(pbx);
        } else if (gone instanceof Line line) {
            lines.remove(line.id(), line.id());
            forget(byNumber, line.directRouteId(), line.phoneNumber(), line);
            furtherNumbers.remove(line);
            rangesOfRoutes.remove(line);
            rangesOfPbxs.remove(line);
            forget(bySipUser, line.pbxId(), sipUserKey(line), line);
        }
    }

    /** The store lets no two lines have the same keys. */
    private void addLine(Line line) {
        lines.add(line);
        numbers(line).add(line);
        furtherNumbers.add(line);
        putRanges(Optional.empty(), line);
        sipUsers(line).add(line);
    }

    private void replaceLine(Line old, Line line) {
        lines.put(line);
        numbers(line).put(line);
        furtherNumbers.remove(old);
        furtherNumbers.add(line);
        putRanges(Optional.of(old), line);
        sipUsers(line).put(line);
        if (!old.directRouteId().equals(line.directRouteId())
                || !old.phoneNumber().equals(line.phoneNumber())) {
            forget(byNumber, old.directRouteId(), old.phoneNumber(), old);
        }
        if (!old.pbxId().equals(line.pbxId()) || !sipUserKey(old).equals(sipUserKey(line))) {
            forget(bySipUser, old.pbxId(), sipUserKey(old), old);
        }
    }

    private void putRanges(Optional<Line> old, Line line) {
        rangesOfRoutes.put(old, line);
        rangesOfPbxs.put(old, line);
    }

    private LineIndex numbers(Line line) {
        return byNumber.computeIfAbsent(line.directRouteId(), id -> new LineIndex(LineKey.PHONE_NUMBER));
    }

    private LineIndex sipUsers(Line line) {
        return bySipUser.computeIfAbsent(line.pbxId(), id -> new LineIndex(new SipUserKey(sipDomain(id))));
    }

    /** Ids that many lines share are kept once. */
    private Line slim(Line line) {
        Pbx pbx = pbxs.get(line.pbxId());
        DirectRoute route = directRoutes.get(line.directRouteId());
        return line.sharing(pbx == null ? line.pbxId() : pbx.id(), route == null ? line.directRouteId() : route.id());
    }

    /** The keys of its lines depend on its SIP domain, which has changed. */
    private void rekey(Pbx pbx) {
        LineIndex old = bySipUser.get(pbx.id());
        if (old != null) {
            LineIndex fresh = new LineIndex(new SipUserKey(pbx.sipDomain()));
            old.all().forEach(fresh::put);
            bySipUser.put(pbx.id(), fresh);
        }
    }

    private static void forget(Map<String, LineIndex> indexes, String owner, String key, Line line) {
        LineIndex index = indexes.get(owner);
        if (index != null) {
            index.remove(key, line.id());
            if (index.isEmpty()) {
                indexes.remove(owner);
            }
        }
    }

    private String sipUserKey(Line line) {
        return sipUserKey(line.pbxId(), line.sipUser());
    }

    private String sipUserKey(String pbxId, String sipUser) {
        return sipUser.indexOf('@') < 0 ? sipUser : SipUsers.key(sipUser, sipDomain(pbxId));
    }

    private String sipDomain(String pbxId) {
        Pbx pbx = pbxs.get(pbxId);
        return pbx == null ? "" : pbx.sipDomain();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
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
        return Optional.ofNullable(directRoutes.get(id));
    }

    @Override
    public Optional<Pbx> pbx(String id) {
        return Optional.ofNullable(pbxs.get(id));
    }

    @Override
    public Optional<Line> line(String id) {
        return lines.get(id);
    }

    @Override
    public Collection<Pbx> pbxs() {
        return List.copyOf(pbxs.values());
    }

    @Override
    public Collection<DirectRoute> directRoutes() {
        return List.copyOf(directRoutes.values());
    }

    @Override
    public Collection<Line> linesOf(String pbxId) {
        LineIndex index = bySipUser.get(pbxId);
        return index == null ? List.of() : index.all();
    }

    @Override
    public List<Pbx> pbxsTrusting(InetAddress address) {
        return pbxs(pbxPlaces.trusting(address));
    }

    @Override
    public List<Pbx> pbxsOfDomain(String sipDomain) {
        return pbxs(pbxPlaces.ofDomain(sipDomain));
    }

    private List<Pbx> pbxs(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Pbx> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            Pbx pbx = pbxs.get(id);
            if (pbx != null) {
                found.add(pbx);
            }
        }
        return found;
    }

    @Override
    public List<SbcPeer> peersTrusting(InetAddress address) {
        return peers.trusting(address);
    }

    @Override
    public List<SbcPeer> peersNamed(String name) {
        return peers.named(name);
    }

    @Override
    public Optional<DirectRoute> directRouteByTenant(String tenantFqdn) {
        return Optional.ofNullable(byTenant.get(lower(tenantFqdn)));
    }

    @Override
    public Optional<Line> lineByNumber(String directRouteId, String phoneNumber) {
        Optional<Line> single = lineBySingleNumber(directRouteId, phoneNumber);
        return single.isPresent()
                ? single
                : rangesOfRoutes.lineId(directRouteId, phoneNumber).flatMap(lines::get);
    }

    private Optional<Line> lineBySingleNumber(String directRouteId, String phoneNumber) {
        LineIndex index = byNumber.get(directRouteId);
        Optional<Line> own = index == null ? Optional.empty() : index.get(phoneNumber);
        return own.isPresent()
                ? own
                : furtherNumbers.lineId(directRouteId, phoneNumber).flatMap(lines::get);
    }

    @Override
    public Optional<Line> lineOfPbxByNumber(String pbxId, String phoneNumber) {
        Pbx pbx = pbxs.get(pbxId);
        if (pbx == null) {
            return Optional.empty();
        }
        for (String route : routesOfEnterprises.of(pbx.enterpriseId())) {
            Optional<Line> single = lineBySingleNumber(route, phoneNumber);
            if (single.isPresent() && single.get().pbxId().equals(pbxId)) {
                return single;
            }
        }
        return rangesOfPbxs.lineId(pbxId, phoneNumber).flatMap(lines::get);
    }

    @Override
    public Optional<Line> lineBySipUser(String pbxId, String sipUser) {
        LineIndex index = bySipUser.get(pbxId);
        return index == null ? Optional.empty() : index.get(sipUserKey(pbxId, sipUser));
    }
}
