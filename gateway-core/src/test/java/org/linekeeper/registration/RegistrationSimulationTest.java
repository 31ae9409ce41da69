package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.FIRST;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.register.Register;

/**
 * Days of a bad world, replayed from a seed: packets are lost, registrars die, forget, refuse and change their mind, settings
 * change, the process is killed. The fakes check at every REGISTER that it is the only one of its line and that its CSeq rises.
 */
final class RegistrationSimulationTest {
    private static final int LINES = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void afterAllTroubleEveryWantedLineIsBoundOnceAndNothingIsLeftOver(long seed) {
        Random chaos = new Random(seed);
        EngineFixture fixture = new EngineFixture(seed, RegistrationEngineTest.pace(16, 20));
        fixture.network.loss = 0.1;
        Set<Integer> wanted = new TreeSet<>();
        for (int i = 1; i <= LINES; i++) {
            fixture.addLine(i);
            fixture.registrar.bindings.put(i + "t@abc.service", new HashMap<>(Map.of("deskphone", Instant.MAX)));
            wanted.add(i);
        }
        fixture.engine.start();
        for (int hour = 0; hour < 24; hour++) {
            fixture = trouble(fixture, chaos, wanted);
            fixture.world.forward(Duration.ofMinutes(chaos.nextInt(90)));
        }
        calm(fixture, wanted);
        fixture.world.forward(Duration.ofHours(4));

        for (int line : wanted) {
            RegistrationView view =
                    fixture.engine.registrations().of("line" + line).orElseThrow();
            assertThat(view.state())
                    .as("%s at %s", view, fixture.world.now())
                    .isIn(RegistrationState.REGISTERED, RegistrationState.REFRESHING);
        }
        for (int i = 1; i <= LINES; i++) {
            Map<String, Instant> bound = new HashMap<>(fixture.registrar.bindings.get(i + "t@abc.service"));
            Instant now = fixture.world.now();
            bound.values().removeIf(end -> !end.isAfter(now));
            assertThat(bound)
                    .as("line %s", i)
                    .hasSize(wanted.contains(i) ? 2 : 1)
                    .containsKey("deskphone");
        }
        assertThat(fixture.network.peak(FIRST)).isLessThanOrEqualTo(2 * 22);
        neverATightLoop(fixture.network.sent);

        for (int line : List.copyOf(wanted)) {
            fixture.settings.deleteLine("line" + line);
        }
        fixture.world.forward(Duration.ofMinutes(2));
        assertThat(fixture.registrar.living()).isEqualTo(LINES);
        assertThat(fixture.engine.registrations().ofPbx("pbx").total()).isZero();
        assertThat(fixture.world.timersSet()).isZero();
        assertThat(fixture.network.inFlight()).isZero();
        assertThat(fixture.settings.states).isEmpty();
    }

    private static EngineFixture trouble(EngineFixture fixture, Random chaos, Set<Integer> wanted) {
        FakeRegistrar registrar = fixture.registrar;
        FakeNetwork network = fixture.network;
        int line = 1 + chaos.nextInt(LINES);
        switch (chaos.nextInt(12)) {
            case 0 -> {
                wanted.remove(line);
                fixture.settings.deleteLine("line" + line);
            }
            case 1 -> {
                wanted.add(line);
                fixture.addLine(line);
            }
            case 2 -> fixture.settings.put(EngineFixture.line(line, "wrong", wanted.add(line)));
            case 3 ->
                registrar.status = List.of(0, 500, 503, 403, 480, 404, 302).get(chaos.nextInt(7));
            case 4 -> registrar.status = 0;
            case 5 -> registrar.forget();
            case 6 -> network.dead.addAll(chaos.nextBoolean() ? Set.of(FIRST) : Set.of(FIRST, SECOND));
            case 7 -> network.dead.clear();
            case 8 -> registrar.minExpires = Duration.ofSeconds(chaos.nextInt(1_200));
            case 9 -> registrar.maxExpires = Duration.ofSeconds(20 + chaos.nextInt(4_000));
            case 10 -> registrar.oneTimeNonces = chaos.nextBoolean();
            default -> {
                EngineFixture next = fixture.restarted(Duration.ofSeconds(chaos.nextInt(900)));
                next.engine.start();
                return next;
            }
        }
        return fixture;
    }

    private static void calm(EngineFixture fixture, Set<Integer> wanted) {
        fixture.network.loss = 0;
        fixture.network.dead.clear();
        fixture.registrar.status = 0;
        fixture.registrar.retryAfter = Optional.empty();
        fixture.registrar.minExpires = Duration.ZERO;
        fixture.registrar.maxExpires = Duration.ofHours(1);
        wanted.forEach(fixture::addLine);
        // a line that was refused again and again rests for half a day unless somebody asks for it
        wanted.forEach(line -> fixture.engine.refresh("line" + line));
    }

    /** Whatever a registrar answers, one attempt has few REGISTERs: never more than 16 in a row without a pause. */
    private static void neverATightLoop(List<Register> sent) {
        int run = 0;
        String last = "";
        for (Register register : sent) {
            run = register.aor().equals(last) ? run + 1 : 1;
            last = register.aor();
            assertThat(run).isLessThanOrEqualTo(16);
        }
    }
}
