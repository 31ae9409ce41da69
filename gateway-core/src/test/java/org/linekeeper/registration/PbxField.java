package org.linekeeper.registration;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.RegistrationState;

/** One engine and several PBXs in virtual time, each with registrars of its own or shared ones. */
final class PbxField {
    final World world;
    final FakeNetwork network;
    final FakeSettings settings = new FakeSettings();
    final List<GatewayEvent> events = new ArrayList<>();
    /** Lines that have a call in progress. */
    final Set<String> inCall = new HashSet<>();

    final Map<String, Location.Found> located = new HashMap<>();
    final RegistrationEngine engine;
    private int lastOctet;

    PbxField(long seed, RegistrationSettings pace) {
        world = new World(seed, 2);
        network = new FakeNetwork(world);
        settings.put(new Enterprise("ent", "Ent", Optional.empty(), OptionalInt.empty(), true, true));
        engine = new RegistrationEngine(
                pace,
                new RegistrationEngine.Network(
                        world,
                        network,
                        name -> {
                            CompletableFuture<Location> found = new CompletableFuture<>();
                            world.after(
                                    Duration.ofMillis(5),
                                    () -> found.complete(Optional.<Location>ofNullable(located.get(name.host()))
                                            .orElse(new Location.NotFound(Location.Cause.NXDOMAIN, "No such name."))));
                            return found;
                        },
                        TargetHealth.create(world.clock()),
                        events::add,
                        RegistrationTimes.NONE,
                        inCall::contains),
                new RegistrationEngine.Storage(settings, settings, settings, Runnable::run),
                world.clock(),
                new Random(seed));
        engine.start();
    }

    /** A target with a registrar of its own. */
    FakeRegistrar registrarAt(Target target) {
        FakeRegistrar registrar = new FakeRegistrar(world);
        network.registrars.put(target, registrar);
        return registrar;
    }

    Target target() {
        try {
            InetAddress address = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) ++lastOctet});
            return new Target(SipTransport.UDP, new InetSocketAddress(address, 5060), "proxy.example.net");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PBX whose proxy is at these targets. */
    void pbx(String id, Duration expires, Target... targets) {
        located.put(id + ".example.net", new Location.Found(List.of(targets), Instant.MAX, false));
        settings.put(new Pbx(
                id,
                "ent",
                "PBX",
                PbxType.NETSAPIENS,
                id + ".service",
                Optional.of(new HostPort(id + ".example.net", OptionalInt.empty())),
                Optional.of(Transport.UDP),
                DnsLookup.SRV,
                expires,
                List.of(),
                Optional.empty(),
                true));
    }

    /** Lines of a PBX, numbered from 1; their registrar must know them. */
    void lines(String pbxId, int count, String password) {
        for (int i = 1; i <= count; i++) {
            line(pbxId, i, password);
        }
    }

    void line(String pbxId, int number, String password) {
        settings.put(new Line(
                pbxId + number,
                pbxId,
                "route",
                pbxId + number + "@example.com",
                "+1555" + number,
                pbxId + number,
                Optional.empty(),
                Secret.of(password),
                Optional.empty(),
                true));
    }

    static void know(FakeRegistrar registrar, String pbxId, int count, String password) {
        for (int i = 1; i <= count; i++) {
            registrar.passwords.put(pbxId + i, password);
        }
    }

    int registered(String pbxId) {
        Map<RegistrationState, Integer> lines =
                engine.registrations().ofPbx(pbxId).lines();
        return lines.getOrDefault(RegistrationState.REGISTERED, 0)
                + lines.getOrDefault(RegistrationState.REFRESHING, 0);
    }

    PbxRegistrationView view(String pbxId) {
        return engine.registrations().ofPbx(pbxId);
    }
}
