package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.linekeeper.simulator.DnsServer;
import org.linekeeper.simulator.DnsZone;

/** A gateway whose lines register at registrars that each test starts. When a test fails, the end of every log is printed. */
final class RegistrarLab implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    /** Long, because machines that build are busy; nothing waits so long when all is well. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final List<AutoCloseable> started = new ArrayList<>();
    private final List<KamailioRegistrar> registrars = new ArrayList<>();
    private final DnsZone zone = new DnsZone();
    private Path folder;
    private GatewayProcess gateway;
    private int nextExtension = 1000;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = WorkFolder.fresh(context.getRequiredTestClass());
        LabCertificates certificates = LabCertificates.create(folder.resolve("tls"));
        DnsServer dns = DnsServer.start(Ports.free("127.77.18.53"), zone);
        started.add(dns);
        gateway = GatewayProcess.start(GatewayPlace.in(folder, dns.address(), certificates.folder())
                .with("registration:\n  backoffBase: 2s\n  backoffMax: 10s\n"));
        started.add(gateway);
        AdminClient admin = gateway.admin();
        admin.mustPut("/enterprises/" + Users.ENTERPRISE, Users.enterprise());
        admin.mustPut("/direct-routes/" + Users.ROUTE, Users.directRoute(5061));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        System.out.println(context.getDisplayName() + " failed; logs in " + folder);
        System.out.println(gateway.logTail(60));
        registrars.forEach(registrar -> System.out.println(registrar.logTail(30)));
        throw failure;
    }

    AdminClient admin() {
        return gateway.admin();
    }

    KamailioRegistrar registrar(String name, KamailioRegistrar.Times times, KamailioRegistrar.Habit... habits) {
        KamailioRegistrar registrar = KamailioRegistrar.start(folder, name, "127.77.18.10", times, habits);
        started.add(registrar);
        registrars.add(registrar);
        return registrar;
    }

    /** Starts an edge proxy in front of a registrar, and gives it an SRV record of the proxy's name. */
    KamailioEdge edge(String name, String host, KamailioRegistrar registrar, String proxyName, int priority) {
        KamailioEdge edge = edge(name, Ports.free(host), registrar, proxyName);
        zone.add(
                        "_sip._udp." + proxyName,
                        5,
                        new DnsZone.Srv(priority, 1, edge.address().getPort(), name + ".test"))
                .add(name + ".test", 5, DnsZone.Address.of(host));
        return edge;
    }

    /** Starts an edge proxy, such as one that was stopped, at an address that DNS knows. */
    KamailioEdge edge(String name, InetSocketAddress address, KamailioRegistrar registrar, String proxyName) {
        KamailioEdge edge = KamailioEdge.start(folder, name, address, proxyName, registrar.address());
        started.add(edge);
        return edge;
    }

    /** Opens a bad network in front of a registrar. */
    LossyLink lossy(KamailioRegistrar registrar, LossyLink.Habits habits, long seed) {
        LossyLink link = LossyLink.open(Ports.free("127.77.18.11"), registrar.address(), habits, seed);
        started.add(link);
        return link;
    }

    /** Provisions a PBX at this address and so many new lines on it; their extensions. */
    List<Integer> provision(String pbxId, InetSocketAddress proxy, Duration expires, int lines) {
        return provision(pbxId, Ports.text(proxy), "a", expires, lines);
    }

    /** Provisions a PBX at this proxy and so many new lines on it; their extensions. */
    List<Integer> provision(String pbxId, String proxy, String lookup, Duration expires, int lines) {
        Map<String, Object> pbx = new TreeMap<>(Users.pbx());
        pbx.put("name", pbxId);
        pbx.put("outboundProxy", proxy);
        pbx.put("lookup", lookup);
        pbx.put("expiresSeconds", expires.toSeconds());
        admin().mustPut("/pbxs/" + pbxId, pbx);
        List<Integer> extensions =
                IntStream.range(nextExtension, nextExtension + lines).boxed().toList();
        nextExtension += lines;
        for (int extension : extensions) {
            Map<String, Object> line = new TreeMap<>(Users.line(extension));
            line.put("pbxId", pbxId);
            admin().mustPut("/lines/" + Users.lineId(extension), line);
        }
        return extensions;
    }

    /** Waits until the registrar has accepted so many REGISTERs of every line. */
    void awaitRegisters(KamailioRegistrar registrar, List<Integer> extensions, int least) {
        Set<String> missing = new TreeSet<>();
        Awaitility.await(least + " REGISTERs of every line")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    missing.clear();
                    users(extensions).stream()
                            .filter(user -> registrar.registers(user) < least)
                            .forEach(missing::add);
                    assertThat(missing).as("lines not there yet").isEmpty();
                });
    }

    /** Orders a refresh of all lines of the PBX as soon as it is allowed. */
    void refresh(String pbxId) {
        Awaitility.await("refresh of " + pbxId + " taken on")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(admin().post("/pbxs/" + pbxId + "/registration:refresh")
                                .status())
                        .isEqualTo(202));
    }

    /** Nothing is lost: the registrar has one contact of every line and no other, and the gateway says the same. */
    void assertEachIsRegisteredOnce(KamailioRegistrar registrar, List<Integer> extensions) {
        Set<String> contacts = new HashSet<>();
        Set<String> callIds = new HashSet<>();
        assertThat(registrar.bindings())
                .containsOnlyKeys(users(extensions))
                .allSatisfy((user, own) -> assertThat(own).singleElement().satisfies(binding -> {
                    assertThat(binding.expires()).as("seconds left of " + user).isPositive();
                    assertThat(contacts.add(binding.contact())).isTrue();
                    assertThat(callIds.add(binding.callId())).isTrue();
                }));
        assertThat(registrar.seen("wrong")).as("wrong digests").isZero();
        assertThat(registrar.seen("cseq"))
                .as("CSeq that did not rise (RFC 3261 10.2.4)")
                .isZero();
        for (int extension : extensions) {
            AdminClient.Answer registration = admin().get("/lines/" + Users.lineId(extension) + "/registration");
            assertThat(registration.json().path("state").asString())
                    .as(registration.body())
                    .isIn("registered", "refreshing");
        }
    }

    private static Set<String> users(List<Integer> extensions) {
        return extensions.stream().map(Users::sipUser).collect(Collectors.toCollection(TreeSet::new));
    }
}
