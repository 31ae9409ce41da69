package org.linekeeper.call;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.linekeeper.config.CallSettings;
import org.linekeeper.config.model.Cidr;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerLocator;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.jain.JainSipStack;
import org.linekeeper.sip.jain.StackPorts;
import org.linekeeper.sip.register.RegisterClient.ContactAddress;
import org.linekeeper.sip.trace.MessageTap;
import org.linekeeper.sip.transport.Admission;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.sip.transport.TransportLimits;

/** The call stage on a real stack, with a Teams-side SBC and a PBX on raw sockets, one enterprise and two lines. */
final class CallWorld implements AutoCloseable {
    static final String TENANT = "tenant7.customers.example.net";
    static final String SIP_DOMAIN = "acme.pbx.example";

    final FastTicker ticker = new FastTicker();
    final FakeDirectory directory = new FakeDirectory();
    final FakeLines lines = new FakeLines(directory);
    final FakeLocator locator = new FakeLocator();
    final FakeTransferApi api = new FakeTransferApi();
    final FakeHealth health = new FakeHealth();
    final List<GatewayEvent> events = new CopyOnWriteArrayList<>();
    final UdpPeer sbc;
    final UdpPeer pbx;
    final JainSipStack stack;
    final CallEngine engine;
    final InetSocketAddress teamsListener;
    final InetSocketAddress pbxListener;
    /** When it completes, the records of ended calls are kept; at once unless a test replaces it. */
    volatile CompletableFuture<Void> kept = CompletableFuture.completedFuture(null);

    /** Asked where records are kept. */
    volatile Supplier<CompletionStage<Void>> journal = () -> kept;

    private final AtomicInteger ids = new AtomicInteger();

    CallWorld() throws IOException {
        this(new CallSettings(10_000, 10_000, Duration.ofSeconds(20), Duration.ofSeconds(2)));
    }

    CallWorld(CallSettings settings) throws IOException {
        sbc = new UdpPeer("127.77.5.11");
        pbx = new UdpPeer("127.77.5.12");
        teamsListener = free("127.77.5.1");
        pbxListener = free("127.77.5.2");
        stack = JainSipStack.create(
                new SipStackSettings(
                        "Linekeeper",
                        2,
                        List.of(listener("teams", teamsListener), listener("pbx", pbxListener)),
                        TransportLimits.defaults()),
                new StackPorts(
                        MessageTap.NONE,
                        new TransportCounters(),
                        Clock.systemUTC(),
                        ticker,
                        new Random(1),
                        Admission.OPEN));
        engine = new CallEngine(
                stack,
                new CallPorts(
                        directory,
                        lines,
                        locator,
                        health,
                        new HeldJournal(events, () -> journal.get()),
                        Clock.systemUTC(),
                        () -> "id" + ids.incrementAndGet()),
                new CallSetup(List.of("teams"), List.of("pbx"), settings, "Linekeeper"),
                RandomGenerator.getDefault(),
                api);
        stack.transactionUser(engine.listener());
        if (!(stack.open() instanceof SipStack.OpenOutcome.Opened)) {
            throw new IllegalStateException("The stack did not open");
        }
        fill();
    }

    private void fill() {
        directory.enterprises.put(
                "e1", new Enterprise("e1", "Acme", Optional.empty(), OptionalInt.empty(), true, true));
        directory.routes.put("r1", new DirectRoute("r1", "e1", TENANT, List.of(peer("sbc.example.com", 10)), true));
        directory.pbxs.put("p1", pbxSettings(true));
        addLine("l1", "101t", "+12065550101");
        addLine("l2", "102t", "+12065550102");
        locator.at("sbc.example.com", sbc.address());
        locator.at("proxy.pbx.example", pbx.address());
    }

    Pbx pbxSettings(boolean enabled) {
        return new Pbx(
                "p1",
                "e1",
                "Main",
                PbxType.GENERIC,
                SIP_DOMAIN,
                Optional.of(new HostPort("proxy.pbx.example", OptionalInt.empty())),
                Optional.of(Transport.UDP),
                DnsLookup.A,
                Duration.ofMinutes(10),
                List.of(),
                Optional.empty(),
                enabled);
    }

    static SbcPeer peer(String host, int priority) {
        return new SbcPeer(
                host, OptionalInt.empty(), Transport.UDP, DnsLookup.A, priority, 1, List.of(only("127.77.5.11")));
    }

    static Cidr only(String address) {
        return new Cidr(new InetSocketAddress(address, 0).getAddress(), 32);
    }

    void addLine(String id, String user, String number) {
        directory.lines.put(
                id,
                new Line(
                        id,
                        "p1",
                        "r1",
                        id + "@acme.example",
                        number,
                        user,
                        Optional.empty(),
                        Secret.of("secret-" + id),
                        Optional.of("Line " + id),
                        true));
        lines.register(new RegisteredLine(
                id,
                "tok-" + id,
                new ContactAddress(pbxListener.getAddress().getHostAddress(), pbxListener.getPort(), SipTransport.UDP),
                new Target(SipTransport.UDP, pbx.address(), "proxy.pbx.example"),
                List.of()));
    }

    /** The record of the only call so far, or of the n-th. */
    CallRecord record(int number) {
        Awaitility.await("record " + number)
                .atMost(Duration.ofSeconds(20))
                .until(() -> records().size() >= number);
        return records().get(number - 1);
    }

    List<CallRecord> records() {
        return events.stream()
                .filter(CallEnded.class::isInstance)
                .map(event -> ((CallEnded) event).record())
                .toList();
    }

    private static ListenerSettings listener(String name, InetSocketAddress at) {
        return new ListenerSettings(
                name, SipTransport.UDP, at, at.getAddress().getHostAddress(), at.getPort(), Optional.empty());
    }

    private static InetSocketAddress free(String host) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 0))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    @Override
    public void close() {
        stack.close();
        sbc.close();
        pbx.close();
    }

    /** Registrations in a map. */
    static final class FakeLines implements RegisteredLines {
        final Map<String, RegisteredLine> byLine = new ConcurrentHashMap<>();
        final Map<String, String> byToken = new ConcurrentHashMap<>();
        private final FakeDirectory directory;

        FakeLines(FakeDirectory directory) {
            this.directory = directory;
        }

        void register(RegisteredLine line) {
            byLine.put(line.lineId(), line);
            byToken.put(line.contactToken(), line.lineId());
        }

        @Override
        public Optional<String> lineByContactToken(String token) {
            return Optional.ofNullable(byToken.get(token));
        }

        @Override
        public Optional<RegisteredLine> registration(String lineId) {
            return Optional.ofNullable(byLine.get(lineId));
        }

        @Override
        public boolean isPbxAddress(String pbxId, InetAddress address) {
            return address.getHostAddress().equals("127.77.5.12");
        }

        @Override
        public Collection<String> pbxsAt(InetAddress address) {
            return isPbxAddress("", address) ? directory.pbxs.keySet() : List.of();
        }
    }

    /** DNS in a map; other names do not exist. */
    static final class FakeLocator implements ServerLocator {
        private final Map<String, List<InetSocketAddress>> names = new ConcurrentHashMap<>();

        void at(String name, InetSocketAddress... addresses) {
            names.put(name, List.of(addresses));
        }

        @Override
        public CompletionStage<Location> locate(ServerName name) {
            List<InetSocketAddress> found = names.get(name.host());
            return CompletableFuture.completedFuture(
                    found == null
                            ? new Location.NotFound(Location.Cause.NXDOMAIN, name.host() + " does not exist in DNS")
                            : new Location.Found(
                                    found.stream()
                                            .map(address -> new Target(
                                                    name.transport().orElse(SipTransport.UDP), address, name.host()))
                                            .toList(),
                                    Instant.MAX,
                                    false));
        }
    }

    /** Remembers what it was told. */
    static final class FakeHealth implements TargetHealth {
        final Map<Target, Boolean> up = new HashMap<>();
        volatile boolean broken;

        @Override
        public synchronized void failed(Target target, Duration downFor) {
            up.put(target, false);
        }

        @Override
        public synchronized void succeeded(Target target) {
            if (broken) {
                throw new IllegalStateException("broken for a test");
            }
            up.put(target, true);
        }

        @Override
        public synchronized boolean isUp(Target target) {
            return up.getOrDefault(target, true);
        }

        @Override
        public List<Target> order(List<Target> targets) {
            return targets;
        }
    }
}
