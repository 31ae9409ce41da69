package org.linekeeper.registration;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.model.Transport;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.RegistrationState;

/** An engine in a world of its own: virtual time, fake registrars, settings in memory. */
final class EngineFixture {
    static final Target FIRST = target(1);
    static final Target SECOND = target(2);

    final World world;
    final FakeNetwork network;
    final FakeRegistrar registrar;
    final FakeSettings settings = new FakeSettings();
    final List<GatewayEvent> events = new ArrayList<>();
    final RegistrationSettings pace;
    List<Target> located = List.of(FIRST, SECOND);
    /** What other names lead to. */
    final Map<String, List<Target>> locatedAt = new HashMap<>();

    /** DNS knows no name. */
    boolean nameGone;

    int lookups;
    Executor worker = Runnable::run;
    RegistrationEngine engine;
    private final FakeHealth health = new FakeHealth();

    EngineFixture(long seed, RegistrationSettings pace) {
        this.pace = pace;
        world = new World(seed, 2);
        network = new FakeNetwork(world);
        registrar = new FakeRegistrar(world);
        network.registrars.put(FIRST, registrar);
        network.registrars.put(SECOND, registrar);
        settings.put(new Enterprise("ent", "Ent", Optional.empty(), OptionalInt.empty(), true, true));
        settings.put(pbx(true, Duration.ofMinutes(10)));
        engine = engine();
    }

    EngineFixture(long seed) {
        this(seed, RegistrationSettings.defaults());
    }

    private RegistrationEngine engine() {
        return new RegistrationEngine(
                pace,
                new RegistrationEngine.Network(
                        world,
                        network,
                        name -> {
                            lookups++;
                            CompletableFuture<Location> found = new CompletableFuture<>();
                            world.after(Duration.ofMillis(5), () -> found.complete(locate(name)));
                            return found;
                        },
                        health,
                        events::add),
                new RegistrationEngine.Storage(settings, settings, settings, task -> worker.execute(task)),
                world.clock(),
                new Random(world.random.nextLong()));
    }

    private Location locate(ServerName name) {
        return nameGone
                ? new Location.NotFound(Location.Cause.NXDOMAIN, "The name does not exist.")
                : new Location.Found(locatedAt.getOrDefault(name.host(), located), Instant.MAX, false);
    }

    /** Another process on the same store, after the first one was killed. */
    EngineFixture restarted(Duration downtime) {
        world.kill();
        network.kill();
        world.forward(downtime);
        return new EngineFixture(world, network, registrar, settings, pace);
    }

    private EngineFixture(
            World world,
            FakeNetwork network,
            FakeRegistrar registrar,
            FakeSettings settings,
            RegistrationSettings pace) {
        this.pace = pace;
        this.world = world;
        this.network = network;
        this.registrar = registrar;
        this.settings.states.putAll(settings.states);
        settings.enterprise("ent").ifPresent(this.settings::put);
        settings.pbxs().forEach(this.settings::put);
        settings.linesOf("pbx").forEach(this.settings::put);
        this.engine = engine();
    }

    void addLine(int number) {
        registrar.passwords.put(number + "t", "pw" + number);
        settings.put(line(number, "pw" + number, true));
    }

    static Line line(int number, String password, boolean enabled) {
        return new Line(
                "line" + number,
                "pbx",
                "route",
                "u" + number + "@example.com",
                "+1555" + number,
                number + "t",
                Optional.empty(),
                Secret.of(password),
                Optional.empty(),
                enabled);
    }

    static Pbx pbx(boolean enabled, Duration expires) {
        return pbx(enabled, expires, "proxy.example.net");
    }

    static Pbx pbxAt(String outboundProxy) {
        return pbx(true, Duration.ofMinutes(10), outboundProxy);
    }

    private static Pbx pbx(boolean enabled, Duration expires, String outboundProxy) {
        return new Pbx(
                "pbx",
                "ent",
                "PBX",
                PbxType.NETSAPIENS,
                "abc.service",
                Optional.of(new HostPort(outboundProxy, OptionalInt.empty())),
                Optional.of(Transport.UDP),
                DnsLookup.SRV,
                expires,
                List.of(),
                Optional.empty(),
                enabled);
    }

    RegistrationState state(int number) {
        return engine.registrations().of("line" + number).orElseThrow().state();
    }

    int count(RegistrationState state) {
        return engine.registrations().ofPbx("pbx").lines().getOrDefault(state, 0);
    }

    static Target target(int lastOctet) {
        try {
            InetAddress address = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) lastOctet});
            return new Target(SipTransport.UDP, new InetSocketAddress(address, 5060), "proxy.example.net");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Health by the world's clock. */
    private final class FakeHealth implements TargetHealth {
        private final Map<Target, Instant> downUntil = new HashMap<>();

        @Override
        public void failed(Target target, Duration downFor) {
            downUntil.put(target, world.now().plus(downFor));
        }

        @Override
        public void succeeded(Target target) {
            downUntil.remove(target);
        }

        @Override
        public boolean isUp(Target target) {
            return !world.now().isBefore(downUntil.getOrDefault(target, Instant.MIN));
        }

        @Override
        public List<Target> order(List<Target> targets) {
            return targets.stream()
                    .sorted(Comparator.comparing(target -> !isUp(target)))
                    .toList();
        }
    }
}
