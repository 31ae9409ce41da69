package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sip.SipListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
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
import org.linekeeper.sip.transport.TransportCounters;
import org.linekeeper.sip.transport.TransportLimits;

/** The engine on the real stack and real sockets. */
final class RegistrationOverUdpTest {
    private static final String HOST = OwnLoopback.address();
    private static final int LINES = 100;

    private final FakeSettings settings = new FakeSettings();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private UdpRegistrar registrar;
    private RegisterTransactions client;
    private SipStack stack;
    private RegistrationEngine engine;

    @BeforeEach
    void open() throws Exception {
        registrar = new UdpRegistrar(HOST);
        JainSipStack jain = JainSipStack.create(
                new SipStackSettings(
                        "Linekeeper",
                        2,
                        List.of(new ListenerSettings(
                                "udp",
                                SipTransport.UDP,
                                new InetSocketAddress(HOST, 5060),
                                HOST,
                                5060,
                                Optional.empty())),
                        TransportLimits.defaults()),
                new StackPorts(
                        MessageTap.NONE,
                        new TransportCounters(),
                        Clock.systemUTC(),
                        System::nanoTime,
                        new Random(1),
                        Admission.OPEN),
                seam -> client = new RegisterTransactions(
                        seam.sender(),
                        seam.loops(),
                        new JainRegisterResponseParser(),
                        RegisterClientSettings.of(seam.settings().userAgent()),
                        42));
        stack = jain;
        stack.transactionUser((SipListener) Proxy.newProxyInstance(
                SipListener.class.getClassLoader(), new Class<?>[] {SipListener.class}, (proxy, method, args) -> null));
        assertThat(stack.open()).isInstanceOf(SipStack.OpenOutcome.Opened.class);
        settings.put(new Enterprise("ent", "Ent", Optional.empty(), OptionalInt.empty(), true, true));
        settings.put(EngineFixture.pbx(true, Duration.ofMinutes(10)));
        for (int i = 1; i <= LINES; i++) {
            settings.put(EngineFixture.line(i, "pw" + i, true));
        }
        Location found = new Location.Found(
                List.of(new Target(SipTransport.UDP, registrar.address(), "proxy.example.net")), Instant.MAX, false);
        engine = new RegistrationEngine(
                RegistrationSettings.defaults().pacedBy(32, 5_000),
                new RegistrationEngine.Network(
                        stack.loops(),
                        stack.registerClient(),
                        name -> CompletableFuture.completedFuture(found),
                        TargetHealth.create(Clock.systemUTC()),
                        event -> {}),
                new RegistrationEngine.Storage(settings, settings, settings, worker),
                new SteadyClock(Clock.systemUTC(), System::nanoTime),
                new SecureRandom());
    }

    @AfterEach
    void close() {
        stack.close();
        registrar.close();
        worker.shutdown();
    }

    @Test
    void aHundredLinesRegisterAndAreRemoved() {
        engine.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> count(RegistrationState.REGISTERED) == LINES);

        assertThat(registrar.contacts).hasSize(LINES);
        // a cold, busy machine may need more than T1 for the first ones
        assertThat(client.counters().sent()).isEqualTo(2 * LINES);
        assertThat(client.counters().fellBack()).isZero();
        assertThat(client.counters().foreign()).isZero();
        RegistrationView view = engine.registrations().of("line7").orElseThrow();
        assertThat(view.binding().orElseThrow().contact())
                .isEqualTo("sip:" + view.contactToken() + "@" + HOST + ":5060");

        settings.put(EngineFixture.pbx(false, Duration.ofMinutes(10)));
        await().atMost(Duration.ofSeconds(60)).until(() -> count(RegistrationState.UNREGISTERED) == LINES);
        assertThat(registrar.contacts).isEmpty();
        assertThat(client.inFlight()).isZero();
        engine.stop(Duration.ofSeconds(5));
    }

    @Test
    void lostPacketsAreSentAgain() {
        registrar.losesFirst = true;
        engine.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> count(RegistrationState.REGISTERED) == LINES);

        assertThat(client.counters().retransmitted()).isGreaterThanOrEqualTo(2 * LINES);
        engine.stop(Duration.ofSeconds(5));
        assertThat(settings.states).hasSize(LINES);
    }

    private int count(RegistrationState state) {
        return engine.registrations().ofPbx("pbx").lines().getOrDefault(state, 0);
    }
}
