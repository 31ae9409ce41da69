package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Trunk;
import org.linekeeper.event.RegistrationState;

/** Of a SIP trunk one line registers, or none. */
final class TrunkRegistrationTest {
    private final EngineFixture fixture = new EngineFixture(1);

    private void become(Optional<Trunk> trunk) {
        Pbx pbx = EngineFixture.pbx(true, Duration.ofMinutes(10));
        fixture.settings.put(trunk.map(pbx::with).orElse(pbx));
        fixture.world.forward(Duration.ofSeconds(5));
    }

    @Test
    void settingsOfTheTrunkSayWhichLineRegisters() {
        fixture.engine.start();
        for (int i = 1; i <= 3; i++) {
            fixture.addLine(i);
        }
        become(Optional.empty());
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(3);
        become(Optional.of(new Trunk(Optional.of("line2"))));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(1);
        assertThat(fixture.state(2)).isEqualTo(RegistrationState.REGISTERED);
        assertThat(fixture.registrar.living()).isEqualTo(1);
        become(Optional.of(new Trunk(Optional.of("line3"))));
        assertThat(fixture.state(2)).isEqualTo(RegistrationState.UNREGISTERED);
        assertThat(fixture.state(3)).isEqualTo(RegistrationState.REGISTERED);
        become(Optional.of(new Trunk(Optional.empty())));
        assertThat(fixture.registrar.living()).isZero();
        become(Optional.empty());
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(3);
    }
}
