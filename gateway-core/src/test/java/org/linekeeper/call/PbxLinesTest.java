package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.call.number.DialPlans;
import org.linekeeper.call.number.PhoneNumbers;
import org.linekeeper.config.model.Cidr;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;
import org.linekeeper.config.model.Secret;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.OpenOutcome;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.SqliteStore;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.sip.jain.JsrFactories;
import org.linekeeper.sip.transport.MessageSource;

/** Whatever is set up, whatever changes, a line is found as it would be by a walk over all PBXs. */
class PbxLinesTest {
    private static final List<String> DOMAINS = List.of("a.example", "b.example", "B.Example", "c.example");
    private static final List<String> USERS = List.of("101", "102", "+12065550101", "12065550102", "tok-L1", "nobody");

    @TempDir
    Path folder;

    private final JsrFactories factories = JsrFactories.create();
    private final DialPlans dialPlans = new DialPlans();
    private final Map<String, Set<InetAddress>> located = new HashMap<>();
    private Random random = new Random();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsAsAWalk(long seed) throws Exception {
        random = new Random(seed);
        try (SqliteStore store = ((OpenOutcome.Opened) SqliteStore.open(folder.resolve("store.db"))).store()) {
            store.config().put(new Enterprise("E", "E", Optional.empty(), OptionalInt.empty(), true, true), always());
            store.config()
                    .put(
                            new DirectRoute("D", "E", "t.example.com", List.of(CallWorld.peer("sbc.example", 1)), true),
                            always());
            PbxLines lines = new PbxLines(ports(store.directory()), dialPlans);
            Set<Class<?>> seen = new HashSet<>();
            for (int step = 0; step < 60; step++) {
                change(store);
                for (int i = 0; i < 20; i++) {
                    InboundInvite invite = invite();
                    PbxLines.Finding finding = lines.find(invite);
                    assertThat(finding).isEqualTo(walk(store.directory(), invite));
                    seen.add(finding.getClass());
                }
            }
            assertThat(seen).hasSize(4);
        }
    }

    private void change(SqliteStore store) throws Exception {
        String pbxId = "P" + random.nextInt(6);
        switch (random.nextInt(9)) {
            case 0 -> located.remove(pbxId);
            case 1 -> located.put(pbxId, new HashSet<>(List.of(address(), address())));
            case 2 -> store.config().delete(Entity.Kind.PBX, pbxId, always());
            case 3 -> store.config().delete(Entity.Kind.LINE, "L" + random.nextInt(6), always());
            case 4, 5, 6 -> store.config().put(pbx(pbxId), always());
            default -> store.config().put(line(random.nextInt(6), pbxId), always());
        }
    }

    private static Precondition always() {
        return new Precondition.None();
    }

    private Pbx pbx(String id) throws Exception {
        List<Cidr> networks = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            networks.add(new Cidr(address(), pick(List.of(8, 30, 32))));
        }
        return new Pbx(
                id,
                "E",
                id,
                PbxType.GENERIC,
                pick(DOMAINS),
                Optional.empty(),
                Optional.empty(),
                DnsLookup.AUTO,
                Duration.ofMinutes(10),
                networks,
                Optional.empty(),
                true);
    }

    private Line line(int number, String pbxId) {
        String id = "L" + number;
        return new Line(
                id,
                pbxId,
                "D",
                id + "@acme.example",
                "+1206555010" + number,
                pick(List.of("101", "102")),
                Optional.empty(),
                Secret.of("secret"),
                Optional.empty(),
                true);
    }

    private InetAddress address() throws Exception {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) random.nextInt(3)});
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private InboundInvite invite() throws Exception {
        String text = "INVITE sip:" + pick(USERS) + "@" + pick(DOMAINS) + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1\r\nFrom: <sip:2065550199@a.example>;tag=1\r\n"
                + "To: <sip:" + pick(USERS) + "@" + pick(DOMAINS) + ">\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n"
                + (random.nextBoolean() ? "" : "P-Called-Party-ID: <sip:101@" + pick(DOMAINS) + ">\r\n")
                + "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        return new InboundInvite(
                factories.messages().createRequest(text),
                new MessageSource("pbx", SipTransport.UDP, new InetSocketAddress(address(), 5060), List.of()));
    }

    private PbxLines.Finding walk(Directory directory, InboundInvite invite) {
        InetAddress from = invite.source().remote().getAddress();
        if (invite.dialled().startsWith("tok-")) {
            Optional<Line> line = directory.line(invite.dialled().substring(4));
            if (line.isPresent()) {
                Pbx pbx = directory.pbx(line.get().pbxId()).orElseThrow();
                return trusts(pbx, from) ? found(pbx, line.get()) : new PbxLines.Finding.Stranger();
            }
        }
        List<Pbx> trusting =
                directory.pbxs().stream().filter(pbx -> trusts(pbx, from)).toList();
        if (trusting.isEmpty()) {
            return new PbxLines.Finding.Stranger();
        }
        List<String> users = new ArrayList<>(List.of(invite.dialled(), invite.toUser()));
        Set<String> hosts = new HashSet<>();
        hosts.add(host(invite.uri().orElseThrow().toString()));
        hosts.add(host(invite.request().getHeader("To").toString()));
        SipMessages.values(invite.request(), "P-Called-Party-ID").forEach(value -> {
            users.add("101");
            hosts.add(host(value));
        });
        List<Pbx> ofDomain = trusting.stream()
                .filter(pbx -> hosts.contains(pbx.sipDomain().toLowerCase(Locale.ROOT)))
                .toList();
        List<PbxLines.Finding> found = (ofDomain.isEmpty() ? trusting : ofDomain)
                .stream()
                        .flatMap(pbx -> line(directory, pbx, users).map(line -> found(pbx, line)).stream())
                        .toList();
        return found.isEmpty()
                ? new PbxLines.Finding.Nobody()
                : found.size() == 1 ? found.get(0) : new PbxLines.Finding.Several();
    }

    private static PbxLines.Finding found(Pbx pbx, Line line) {
        return new PbxLines.Finding.Found(pbx, line, line.phoneNumber());
    }

    private static String host(String text) {
        return text.substring(text.indexOf('@') + 1).split("[>;\\s]", 2)[0].toLowerCase(Locale.ROOT);
    }

    private Optional<Line> line(Directory directory, Pbx pbx, List<String> users) {
        Optional<Line> bySipUser = users.stream()
                .flatMap(user -> directory.linesOf(pbx.id()).stream()
                        .filter(line -> line.sipUser().equals(user)))
                .findFirst();
        return bySipUser.or(() -> users.stream()
                .map(user -> dialPlans.of(pbx).fromPbx(user, Optional.empty()).result())
                .filter(PhoneNumbers::isGlobal)
                .flatMap(number -> directory.linesOf(pbx.id()).stream()
                        .filter(line -> line.phoneNumber().equals(number)))
                .findFirst());
    }

    private boolean trusts(Pbx pbx, InetAddress address) {
        return pbx.trustedNetworks().stream().anyMatch(network -> network.contains(address))
                || located.getOrDefault(pbx.id(), Set.of()).contains(address);
    }

    private CallPorts ports(Directory directory) {
        return new CallPorts(
                directory,
                new Located(),
                new CallWorld.FakeLocator(),
                TargetHealth.create(Clock.systemUTC()),
                new HeldJournal(new ArrayList<>(), () -> CompletableFuture.completedFuture(null)),
                Clock.systemUTC(),
                () -> "id");
    }

    /** Registrations that say where PBXs are, and know no binding. */
    private final class Located implements RegisteredLines {
        @Override
        public Optional<String> lineByContactToken(String token) {
            return token.startsWith("tok-") ? Optional.of(token.substring(4)) : Optional.empty();
        }

        @Override
        public Optional<RegisteredLine> registration(String lineId) {
            return Optional.empty();
        }

        @Override
        public boolean isPbxAddress(String pbxId, InetAddress address) {
            return located.getOrDefault(pbxId, Set.of()).contains(address);
        }

        @Override
        public Collection<String> pbxsAt(InetAddress address) {
            return located.keySet().stream()
                    .filter(id -> isPbxAddress(id, address))
                    .toList();
        }
    }
}
