package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.model.Enterprise;
import org.linekeeper.config.model.Reseller;
import org.linekeeper.event.RegistrationState;

/** Lines of enterprises whose reseller is disabled do not register. */
final class ResellerRegistrationTest {
    private final EngineFixture fixture = new EngineFixture(1);

    private void reseller(boolean enabled) {
        fixture.settings.put(new Reseller("northwind", "Northwind", enabled));
        fixture.world.forward(Duration.ofSeconds(5));
    }

    @Test
    void linesFollowTheirReseller() {
        Enterprise alone = fixture.settings.enterprise("ent").orElseThrow();
        reseller(true);
        fixture.settings.put(alone.of("northwind"));
        fixture.engine.start();
        for (int i = 1; i <= 3; i++) {
            fixture.addLine(i);
        }
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(3);
        reseller(false);
        assertThat(fixture.count(RegistrationState.REGISTERED)).isZero();
        assertThat(fixture.registrar.living()).isZero();
        reseller(true);
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(3);
        reseller(false);
        fixture.settings.put(alone);
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(3);
    }
}
