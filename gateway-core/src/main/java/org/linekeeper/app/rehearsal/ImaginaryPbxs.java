package org.linekeeper.app.rehearsal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.Owner;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.NettyLoops;

/** One enterprise with a PBX of each manner, their registrars and their lines, which exist nowhere else and never change. */
final class ImaginaryPbxs implements ConfigStore, Directory, ServerLocator, AutoCloseable {
    private static final String ONE = "rehearsal";

    private final Enterprise enterprise = new Enterprise(ONE, ONE, Optional.empty(), OptionalInt.empty(), true, true);
    private final InetAddress host;
    private final NettyLoops loops = NettyLoops.start(1, System::nanoTime);
    private final List<ImaginaryRegistrar> registrars = new ArrayList<>();
    private final Map<String, Pbx> pbxs = new LinkedHashMap<>();
    private final Map<String, Line> lines = new LinkedHashMap<>();

    /**
     * @param count how many lines they have together
     * @param host of the registrars
     * @throws IOException when there is no port for one of them; nothing is open then
     */
    static ImaginaryPbxs open(int count, InetAddress host, Clock clock, RandomGenerator random) throws IOException {
        ImaginaryPbxs pbxs = new ImaginaryPbxs(host);
        try {
            pbxs.fill(count, clock, random);
        } catch (IOException e) {
            pbxs.close();
            throw e;
        }
        return pbxs;
    }

    private ImaginaryPbxs(InetAddress host) {
        this.host = host;
    }

    private void fill(int count, Clock clock, RandomGenerator random) throws IOException {
        for (PbxManner manner : PbxManner.values()) {
            ImaginaryRegistrar registrar = new ImaginaryRegistrar(loops, host, manner, clock, random);
            registrars.add(registrar);
            String id = ONE + '-' + manner.name().toLowerCase(Locale.ROOT);
            pbxs.put(id, pbx(id, new HostPort(host.getHostAddress(), OptionalInt.of(registrar.port()))));
        }
        List<String> ids = List.copyOf(pbxs.keySet());
        for (int i = 0; i < count; i++) {
            lines.put(id(i), line(i, ids.get(i % ids.size())));
        }
    }

    private static Pbx pbx(String id, HostPort registrar) {
        return new Pbx(
                id,
                ONE,
                ONE,
                PbxType.GENERIC,
                PbxManner.REALM,
                Optional.of(registrar),
                Optional.empty(),
                DnsLookup.AUTO,
                Duration.ofHours(1),
                List.of(),
                Optional.empty(),
                true);
    }

    private static Line line(int number, String pbxId) {
        return new Line(
                id(number),
                pbxId,
                ONE,
                id(number) + '@' + PbxManner.REALM,
                "+1" + number,
                Integer.toString(10_000 + number),
                Optional.empty(),
                Secret.of("of no worth"),
                Optional.empty(),
                true);
    }

    private static String id(int line) {
        return "rehearsal-" + line;
    }

    /** The ids of all lines. */
    Collection<String> lineIds() {
        return lines.keySet();
    }

    /** How many registrations were granted. Any thread. */
    int granted() {
        return registrars.stream().mapToInt(ImaginaryRegistrar::granted).sum();
    }

    /** From now on other nonces are good. Any thread. */
    void newNonces() {
        registrars.forEach(ImaginaryRegistrar::newNonce);
    }

    @Override
    public CompletionStage<Location> locate(ServerName name) {
        InetSocketAddress address = new InetSocketAddress(host, name.port().orElseThrow());
        Target target = new Target(SipTransport.UDP, address, PbxManner.REALM);
        return CompletableFuture.completedFuture(new Location.Found(List.of(target), Instant.MAX, false));
    }

    @Override
    public void close() {
        registrars.forEach(ImaginaryRegistrar::close);
        loops.close();
    }

    @Override
    public Optional<Reseller> reseller(String id) {
        return Optional.empty();
    }

    @Override
    public Optional<Enterprise> enterprise(String id) {
        return id.equals(ONE) ? Optional.of(enterprise) : Optional.empty();
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
        return pbxs.values();
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
        return List.of();
    }

    @Override
    public List<Pbx> pbxsOfDomain(String sipDomain) {
        return List.of();
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

    @Override
    public WriteOutcome put(Entity entity, Precondition precondition) {
        throw new UnsupportedOperationException("imaginary lines do not change");
    }

    @Override
    public WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition) {
        throw new UnsupportedOperationException("imaginary lines do not change");
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
    public void subscribe(ChangeListener listener) {}
}
