package org.linekeeper.call;

import java.net.InetAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.store.Directory;

/** A model in maps. */
final class FakeDirectory implements Directory {
    final Map<String, Reseller> resellers = new LinkedHashMap<>();
    final Map<String, Enterprise> enterprises = new LinkedHashMap<>();
    final Map<String, DirectRoute> routes = new LinkedHashMap<>();
    final Map<String, Pbx> pbxs = new LinkedHashMap<>();
    final Map<String, Line> lines = new LinkedHashMap<>();

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
        return Optional.ofNullable(routes.get(id));
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
        return List.copyOf(routes.values());
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
        return peers().filter(peer -> peer.trustedNetworks().stream().anyMatch(network -> network.contains(address)))
                .toList();
    }

    /** All of them: who asks has to look closer in any case. */
    @Override
    public List<SbcPeer> peersNamed(String name) {
        return peers().toList();
    }

    private Stream<SbcPeer> peers() {
        return routes.values().stream().flatMap(route -> route.peers().stream());
    }

    @Override
    public Optional<DirectRoute> directRouteByTenant(String tenantFqdn) {
        return routes.values().stream()
                .filter(route ->
                        route.tenantFqdn().toLowerCase(Locale.ROOT).equals(tenantFqdn.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    @Override
    public Optional<Line> lineByNumber(String directRouteId, String phoneNumber) {
        return lines.values().stream()
                .filter(line -> line.directRouteId().equals(directRouteId) && has(line, phoneNumber))
                .findFirst();
    }

    @Override
    public Optional<Line> lineOfPbxByNumber(String pbxId, String phoneNumber) {
        return lines.values().stream()
                .filter(line -> line.pbxId().equals(pbxId) && has(line, phoneNumber))
                .findFirst();
    }

    private static boolean has(Line line, String number) {
        return line.phoneNumber().equals(number) || line.options().numbers().contains(number) || line.hasRange(number);
    }

    @Override
    public Optional<Line> lineBySipUser(String pbxId, String sipUser) {
        return lines.values().stream()
                .filter(line -> line.pbxId().equals(pbxId) && line.sipUser().equals(sipUser))
                .findFirst();
    }
}
