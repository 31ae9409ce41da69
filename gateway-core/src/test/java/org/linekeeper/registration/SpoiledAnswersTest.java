package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.jain.JainRegisterResponseParser;
import org.linekeeper.sip.register.RegisterClientSettings;
import org.linekeeper.sip.register.RegisterTransactions;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSender;
import org.linekeeper.sip.transport.MessageSource;

/**
 * Registrars whose answers are spoiled in every way: nothing fails, no line is forgotten, none asks without end, and when the
 * registrars have come to their senses every line is registered again.
 */
final class SpoiledAnswersTest {
    private static final int LINES = 12;
    private static final int KEY = 0x5eed;

    private final FakeSettings settings = new FakeSettings();
    private World world;
    private RegisterTransactions client;
    private SpoilingRegistrar registrar;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyLineIsRegisteredWhenAnswersMakeSenseAgain(long seed) {
        world = new World(seed, 2);
        registrar = new SpoilingRegistrar(world.random);
        Wire wire = new Wire();
        client = new RegisterTransactions(
                wire, world, new JainRegisterResponseParser(), RegisterClientSettings.of("Linekeeper"), KEY);
        RegistrationEngine engine = engine();
        settings.put(new Enterprise("ent", "Ent", Optional.empty(), OptionalInt.empty(), true, true));
        settings.put(EngineFixture.pbx(true, Duration.ofMinutes(10)));
        for (int i = 1; i <= LINES; i++) {
            settings.put(EngineFixture.line(i, "pw" + i, true));
        }
        engine.start();

        registrar.spoils = true;
        for (int refreshes = 0; refreshes < 60; refreshes++) {
            world.forward(Duration.ofMinutes(4));
            // somebody who corrects what he thinks is wrong, or the few that were answered by chance would be all there
            // is
            settings.put(EngineFixture.line(1 + refreshes % LINES, "pw" + refreshes, true));
        }
        assertThat(registrar.answered).isGreaterThan(300);

        registrar.spoils = false;
        // a rejected line rests for half a day and a fifth
        world.forward(Duration.ofHours(30));
        Map<RegistrationState, Integer> lines =
                engine.registrations().ofPbx("pbx").lines();
        assertThat(lines.getOrDefault(RegistrationState.REGISTERED, 0)
                        + lines.getOrDefault(RegistrationState.REFRESHING, 0))
                .as("seed %d: %s", seed, lines)
                .isEqualTo(LINES);

        settings.put(EngineFixture.pbx(false, Duration.ofMinutes(10)));
        world.forward(Duration.ofMinutes(5));
        assertThat(engine.registrations().ofPbx("pbx").lines()).containsEntry(RegistrationState.UNREGISTERED, LINES);
        assertThat(client.inFlight()).isZero();
        assertThat(world.timersSet()).isZero();
    }

    private RegistrationEngine engine() {
        Location found = new Location.Found(List.of(EngineFixture.FIRST, EngineFixture.SECOND), Instant.MAX, false);
        return new RegistrationEngine(
                RegistrationSettings.defaults(),
                new RegistrationEngine.Network(
                        world,
                        client,
                        name -> CompletableFuture.completedFuture(found),
                        TargetHealth.create(world.clock()),
                        event -> {}),
                new RegistrationEngine.Storage(settings, settings, settings, Runnable::run),
                world.clock(),
                new Random(world.random.nextLong()));
    }

    /** Carries bytes to the registrar and back, and watches that no line hurries. */
    private final class Wire implements MessageSender {
        private static final int MOST_IN_A_WHILE = 24;
        private static final Duration WHILE = Duration.ofSeconds(5);
        private final Map<String, Deque<Instant>> sent = new HashMap<>();

        @Override
        public void send(Target target, byte[] message, SendFailure failed) {
            String request = new String(message, StandardCharsets.ISO_8859_1);
            Deque<Instant> times =
                    sent.computeIfAbsent(UdpRegistrar.header(request, "Call-ID"), line -> new ArrayDeque<>());
            times.add(world.now());
            while (times.element().isBefore(world.now().minus(WHILE))) {
                times.remove();
            }
            assertThat(times).as(request).hasSizeLessThan(MOST_IN_A_WHILE);
            for (byte[] answer : registrar.answers(request)) {
                world.after(Duration.ofMillis(2 + world.random.nextInt(300)), () -> deliver(answer, target.address()));
            }
        }

        private void deliver(byte[] answer, InetSocketAddress from) {
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            int branch = text.indexOf("branch=");
            if (branch < 0) {
                return;
            }
            int to = branch + 7;
            while (to < answer.length && answer[to] > ' ' && answer[to] != ';' && answer[to] != ',') {
                to++;
            }
            client.response(
                    answer, answer.length, branch + 7, to, new MessageSource("udp", SipTransport.UDP, from, List.of()));
        }

        @Override
        public ListenerSettings listenerFor(Target target) {
            return new ListenerSettings(
                    "udp",
                    target.transport(),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060),
                    "192.0.2.250",
                    5060,
                    Optional.empty());
        }
    }
}
