package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** The timetable goes on in the next process, after a stop or a kill. */
final class WarmRestartTest {
    private EngineFixture fixture = new EngineFixture(1);

    private static Map<String, String> tokens(EngineFixture of, int lines) {
        Map<String, String> tokens = new HashMap<>();
        for (int i = 1; i <= lines; i++) {
            String id = "line" + i;
            tokens.put(id, of.engine.registrations().of(id).orElseThrow().contactToken());
        }
        return tokens;
    }

    @Test
    void aWarmRestartResumesTheTimetableAndSendsNothing() {
        for (int i = 1; i <= 100; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(30));
        Map<String, String> tokens = tokens(fixture, 100);
        int before = fixture.network.sent.size();

        EngineFixture next = fixture.restarted(Duration.ofSeconds(60));
        next.engine.start();
        int atStart = next.network.sent.size();
        next.world.forward(Duration.ofSeconds(60));

        assertThat(atStart).isEqualTo(before);
        assertThat(next.network.sent).hasSize(before);
        assertThat(next.count(RegistrationState.REGISTERED)).isEqualTo(100);
        assertThat(tokens(next, 100)).isEqualTo(tokens);
        next.world.forward(Duration.ofHours(1));
        assertThat(next.registrar.lapses).isEmpty();
        assertThat(next.registrar.living()).isEqualTo(100);
    }

    @Test
    void afterAWarmRestartCallsMayComeFromEveryAddressOfThePbx() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));
        int before = fixture.network.sent.size();

        EngineFixture next = fixture.restarted(Duration.ofSeconds(60));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(1));

        assertThat(next.network.sent).hasSize(before);
        assertThat(next.engine
                        .registrations()
                        .isPbxAddress("pbx", SECOND.address().getAddress()))
                .isTrue();
    }

    /** RFC 3261 10.2.4: CSeq rises over restarts too; the fake network watches it. */
    @Test
    void aKillBeforeTheLastSavesDoesNotTurnCseqBack() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));
        fixture.worker = task -> {};
        fixture.world.forward(Duration.ofHours(1));
        int before = fixture.network.sent.size();

        EngineFixture next = fixture.restarted(Duration.ofSeconds(5));
        next.engine.start();
        next.world.forward(Duration.ofMinutes(20));

        assertThat(before).isGreaterThan(8);
        assertThat(next.network.sent.size()).isGreaterThan(before);
        assertThat(next.state(1)).isEqualTo(RegistrationState.REGISTERED);
    }

    /** The process after the first kill has sent, but saved nothing when it is killed as well. */
    @Test
    void twoKillsInARowDoNotTurnCseqBack() {
        fixture.registrar.oneTimeNonces = true;
        for (int i = 1; i <= 20; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));

        EngineFixture next = fixture;
        for (int kills = 0; kills < 8; kills++) {
            int before = next.network.sent.size();
            // their bindings have ended meanwhile: every line registers at once
            next = next.restarted(Duration.ofMinutes(15));
            next.engine.start();
            while (next.network.sent.size() == before) {
                next.world.forward(Duration.ofMillis(1));
            }
        }
        next = next.restarted(Duration.ofSeconds(1));
        next.engine.start();
        next.world.forward(Duration.ofMinutes(2));
        assertThat(next.count(RegistrationState.REGISTERED)).isEqualTo(20);
    }

    /** Lines whose refresh was due while the process was down are spread over what is left of their bindings. */
    @Test
    void refreshesThatWereMissedAreSpread() {
        for (int i = 1; i <= 500; i++) {
            fixture.addLine(i);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(15));
        int before = fixture.network.sent.size();

        EngineFixture next = fixture.restarted(Duration.ofSeconds(430));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(5));
        int atOnce = next.network.sent.size() - before;
        next.world.forward(Duration.ofSeconds(130));

        assertThat(atOnce).isLessThan(100);
        assertThat(next.registrar.lapses).isEmpty();
        assertThat(next.network.sent.size() - before).isGreaterThanOrEqualTo(500);
    }

    @Test
    void afterARestartWithAnotherContactEverythingIsRegisteredAnew() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));
        int before = fixture.network.sent.size();
        fixture.network.contactPort = 5070;

        EngineFixture next = fixture.restarted(Duration.ofSeconds(5));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(5));

        assertThat(next.network.sent.size()).isGreaterThan(before);
        assertThat(next.state(1)).isEqualTo(RegistrationState.REGISTERED);
    }
}
