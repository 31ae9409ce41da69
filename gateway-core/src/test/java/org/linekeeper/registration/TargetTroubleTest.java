package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.FIRST;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** Targets that are down, or ask for a pause. */
final class TargetTroubleTest {
    private EngineFixture fixture = new EngineFixture(1);

    @Test
    void aDeadTargetIsLeftForTheOtherAndDoesNotDelayForLong() {
        for (int i = 1; i <= 200; i++) {
            fixture.addLine(i);
        }
        fixture.network.dead.add(FIRST);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(70));

        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(200);
        assertThat(fixture.engine.registrations().targetOf("line1")).contains(SECOND);
        assertThat(fixture.network.times.get(FIRST).size()).isLessThanOrEqualTo(35);
    }

    @Test
    void whileEverythingIsDownOnlyCanariesAreSentAndAllComeBack() {
        for (int i = 1; i <= 200; i++) {
            fixture.addLine(i);
        }
        fixture.network.dead.add(FIRST);
        fixture.network.dead.add(SECOND);
        fixture.engine.start();
        fixture.world.forward(Duration.ofMinutes(2));
        int early = fixture.network.sent.size();
        fixture.world.forward(Duration.ofMinutes(30));
        assertThat(early).isLessThanOrEqualTo(80);
        assertThat(fixture.network.sent.size() - early).isLessThanOrEqualTo(40);

        fixture.network.dead.clear();
        // the next canary comes within half an hour at most, and the ramp takes half a minute for the rest
        fixture.world.forward(Duration.ofMinutes(31));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(200);
    }

    @Test
    void a503GatesTheTargetForAllLines() {
        fixture.located = List.of(FIRST);
        for (int i = 1; i <= 100; i++) {
            fixture.addLine(i);
        }
        fixture.registrar.status = 503;
        fixture.registrar.retryAfter = Optional.of(Duration.ofMinutes(2));
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(100));

        assertThat(fixture.network.sent).hasSizeLessThanOrEqualTo(32);
        fixture.registrar.status = 0;
        fixture.world.forward(Duration.ofMinutes(5));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(100);
    }
}
