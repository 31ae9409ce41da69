package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.SipListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.jain.JainRegisterResponseParser;
import org.linekeeper.sip.jain.JainSipStack;
import org.linekeeper.sip.jain.StackPorts;
import org.linekeeper.sip.register.RegisterClientSettings;
import org.linekeeper.sip.register.RegisterTransactions;
import org.linekeeper.sip.trace.MessageTap;
import org.linekeeper.sip.transport.Admission;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.SipStackSettings;
import org.linekeeper.sip.transport.TlsSettings;
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.sip.transport.TransportLimits;

/** The engine on the real stack, over real TCP and TLS connections. */
final class RegistrationOverFlowsTest {
    private static final String HOST = OwnLoopback.address();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final AtomicLong ahead = new AtomicLong();
    private final TransportCounters counters = new TransportCounters();
    private final FakeSettings settings = new FakeSettings();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private TargetHealth health;
    private Target target;
    private TestIdentity identity;
    private StreamRegistrar registrar;
    private SipStack stack;
    private RegistrationEngine engine;

    @BeforeEach
    void identity() throws Exception {
        identity = TestIdentity.of("proxy.example.net", folder);
        health = TargetHealth.create(Clock.systemUTC());
    }

    private void open(SipTransport transport, ServerSocket server, String serverName, int lines) {
        registrar = new StreamRegistrar(server);
        Optional<TlsSettings> tls = transport == SipTransport.TLS
                ? Optional.of(new TlsSettings(
                        identity.chain(), identity.key(), Optional.of(identity.chain()), TlsSettings.ClientAuth.NONE))
                : Optional.empty();
        stack = JainSipStack.create(
                new SipStackSettings(
                        "Linekeeper",
                        2,
                        List.of(new ListenerSettings(
                                "pbx", transport, new InetSocketAddress(HOST, 5060), HOST, 5060, tls)),
                        TransportLimits.defaults()),
                new StackPorts(
                        MessageTap.NONE, counters, Clock.systemUTC(), this::ticks, new Random(1), Admission.OPEN),
                seam -> new RegisterTransactions(
                        seam.sender(),
                        seam.loops(),
                        new JainRegisterResponseParser(),
                        RegisterClientSettings.of(seam.settings().userAgent()),
                        42));
        stack.transactionUser((SipListener) Proxy.newProxyInstance(
                SipListener.class.getClassLoader(), new Class<?>[] {SipListener.class}, (proxy, method, args) -> null));
        assertThat(stack.open()).isInstanceOf(SipStack.OpenOutcome.Opened.class);
        settings.put(new Enterprise("ent", "Ent", Optional.empty(), OptionalInt.empty(), true, true));
        settings.put(EngineFixture.pbx(true, Duration.ofMinutes(10)));
        for (int i = 1; i <= lines; i++) {
            settings.put(EngineFixture.line(i, "pw" + i, true));
        }
        target = new Target(transport, registrar.address(), serverName);
        Location found = new Location.Found(List.of(target), Instant.MAX, false);
        engine = new RegistrationEngine(
                RegistrationSettings.defaults().pacedBy(32, 5_000),
                new RegistrationEngine.Network(
                        stack.loops(),
                        stack.registerClient(),
                        name -> CompletableFuture.completedFuture(found),
                        health,
                        event -> {}),
                new RegistrationEngine.Storage(settings, settings, settings, worker),
                new SteadyClock(Clock.systemUTC(), this::ticks),
                new SecureRandom());
        engine.start();
    }

    private long ticks() {
        return System.nanoTime() + ahead.get();
    }

    @AfterEach
    void close() throws Exception {
        stack.close();
        registrar.close();
        worker.shutdown();
    }

    @Test
    void whenAFlowIsCutExactlyItsLinesRegisterAgain() throws Exception {
        open(SipTransport.TCP, plain(), "proxy.example.net", 1_200);
        awaitRegistered(1_200);
        assertThat(registrar.accepted.stream()
                        .map(connection -> connection.registered.size())
                        .toList())
                .containsExactly(500, 500, 200);
        int requests = registrar.requests.size();
        Set<String> lost = new HashSet<>(registrar.accepted.get(1).registered);

        registrar.accepted.get(1).cut();

        await().atMost(PATIENCE).until(() -> registrar.requests.size() >= requests + 500);
        awaitRegistered(1_200);
        List<String> again = registrar.requests.subList(requests, registrar.requests.size()).stream()
                .map(request -> UdpRegistrar.header(request, "To"))
                .toList();
        // One REGISTER each: the nonce was good for the new connection too.
        assertThat(again).hasSize(500).containsExactlyInAnyOrderElementsOf(lost);
        // The gap of the third connection was filled first, then one more connection was opened.
        assertThat(registrar.open.stream()
                        .map(connection -> connection.registered.size())
                        .toList())
                .containsExactly(500, 500, 200);
        assertThat(counters.value(TransportCounters.Event.FLOW_LOST)).isOne();
    }

    @Test
    void allFlowsThatAreCutAtOnceAreOpenedAgainOneAfterTheOther() throws Exception {
        open(SipTransport.TCP, plain(), "proxy.example.net", 1_200);
        awaitRegistered(1_200);
        int requests = registrar.requests.size();
        for (StreamRegistrar.Connection connection : List.copyOf(registrar.open)) {
            connection.cut();
        }
        await().atMost(PATIENCE)
                .until(() -> registrar.open.stream()
                                .mapToInt(connection -> connection.registered.size())
                                .sum()
                        >= 1_200);
        awaitRegistered(1_200);
        // No more than the window was in flight when a connection was cut, and had to be sent again.
        assertThat(registrar.requests).hasSizeBetween(requests + 1_200, requests + 1_200 + 64);
        assertThat(registrar.open).hasSize(3);
        assertThat(health.isUp(target)).isTrue();
    }

    @Test
    void theConnectionEndsAWhileAfterTheLastLineIsRemoved() throws Exception {
        open(SipTransport.TCP, plain(), "proxy.example.net", 3);
        awaitRegistered(3);
        for (int i = 1; i <= 3; i++) {
            settings.deleteLine("line" + i);
        }
        await().atMost(PATIENCE).until(() -> registrar.contacts.isEmpty());
        assertThat(registrar.open).hasSize(1);
        await().atMost(PATIENCE).until(() -> {
            ahead.addAndGet(Duration.ofSeconds(33).toNanos());
            return registrar.open.isEmpty() && stack.inventory().connections() == 0;
        });
        assertThat(registrar.accepted).hasSize(1);
    }

    @Test
    void aRequestThatComesOverTheFlowIsAnsweredOnIt() throws Exception {
        open(SipTransport.TCP, plain(), "proxy.example.net", 1);
        awaitRegistered(1);
        StreamRegistrar.Connection connection = registrar.open.get(0);
        connection.send(String.join(
                "\r\n",
                "OPTIONS sip:a@" + HOST + " SIP/2.0",
                "Via: SIP/2.0/TCP 192.0.2.1:5060;branch=z9hG4bKa",
                "From: <sip:pbx@example.net>;tag=1",
                "To: <sip:a@example.net>",
                "Call-ID: a",
                "CSeq: 1 OPTIONS",
                "Max-Forwards: 70",
                "Content-Length: 0",
                "",
                ""));
        assertThat(connection.responses.poll(30, TimeUnit.SECONDS)).startsWith("SIP/2.0 200");
    }

    @Test
    void linesRegisterOverTls() throws Exception {
        open(SipTransport.TLS, secure(), "proxy.example.net", 50);
        awaitRegistered(50);

        assertThat(registrar.accepted).hasSize(1);
        assertThat(registrar.contacts).hasSize(50);
        assertThat(registrar.contacts.values())
                .allMatch(contact -> contact.contains("@" + HOST + ":5060;transport=tls>"))
                .allMatch(contact -> contact.contains("+sip.instance=") && contact.contains(";reg-id=1"));
        assertThat(registrar.requests)
                .allMatch(request -> UdpRegistrar.header(request, "Via").startsWith("SIP/2.0/TLS " + HOST + ":5060;"));

        int requests = registrar.requests.size();
        registrar.accepted.get(0).cut();
        await().atMost(PATIENCE).until(() -> registrar.requests.size() >= requests + 50);
        awaitRegistered(50);
        assertThat(registrar.accepted).hasSize(2);
    }

    @Test
    void aCertificateForAnotherNameIsToldInPlainWords() throws Exception {
        open(SipTransport.TLS, secure(), "other.example.net", 1);

        assertThat(failure().code()).isEqualTo("transport_failed");
        assertThat(failure().advice()).contains("does not name other.example.net");
        assertThat(registrar.requests).isEmpty();
        assertThat(counters.value(TransportCounters.Event.FLOW_LOST)).isZero();
        await().atMost(PATIENCE).until(() -> stack.inventory().connections() == 0);
    }

    @Test
    void aCertificateThatNobodyVouchesForIsToldInPlainWords() throws Exception {
        TestIdentity stranger = TestIdentity.of("proxy.example.net", folder);
        open(SipTransport.TLS, secure(stranger), "proxy.example.net", 1);

        assertThat(failure().advice()).contains("TLS handshake failed");
        assertThat(registrar.requests).isEmpty();
    }

    private void awaitRegistered(int lines) {
        await().atMost(PATIENCE)
                .until(() -> engine.registrations().ofPbx("pbx").lines().getOrDefault(RegistrationState.REGISTERED, 0)
                        == lines);
    }

    private RegistrationOutcome.Failed failure() {
        await().atMost(PATIENCE).until(() -> engine.registrations()
                .of("line1")
                .filter(view -> view.state() == RegistrationState.BACKING_OFF)
                .isPresent());
        return engine.registrations().of("line1").orElseThrow().failure().orElseThrow();
    }

    private static ServerSocket plain() throws Exception {
        return new ServerSocket(0, 50, InetAddress.getByName(HOST));
    }

    private ServerSocket secure() throws Exception {
        return secure(identity);
    }

    private static ServerSocket secure(TestIdentity shown) throws Exception {
        return shown.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName(HOST));
    }
}
