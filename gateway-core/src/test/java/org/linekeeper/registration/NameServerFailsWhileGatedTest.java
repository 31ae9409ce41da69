package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.FIRST;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** The name of a PBX is gone, the target of its lines asks for a pause, and another one is up to which nobody can be led. */
final class NameServerFailsWhileGatedTest {
    private static final int LINES = 10;

    private final EngineFixture fixture = new EngineFixture(1);

    @Test
    void linesLookForTheOtherTargetWithPauses() {
        fixture.located = List.of(FIRST);
        for (int line = 1; line <= LINES; line++) {
            fixture.addLine(line);
        }
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(2));
        fixture.located = List.of(SECOND);
        fixture.addLine(LINES + 1);
        fixture.world.forward(Duration.ofSeconds(2));
        fixture.settings.put(EngineFixture.line(LINES + 1, "pw", false));
        fixture.world.forward(Duration.ofSeconds(2));

        fixture.nameGone = true;
        fixture.registrar.status = 503;
        fixture.registrar.retryAfter = Optional.of(Duration.ofMinutes(10));
        fixture.network.sent.clear();
        fixture.lookups = 0;
        fixture.world.forward(Duration.ofMinutes(30));
        assertThat(fixture.lookups).isBetween(LINES, 10 * LINES);
        assertThat(fixture.network.sent.size()).isLessThan(LINES);

        fixture.nameGone = false;
        fixture.registrar.status = 0;
        fixture.world.forward(Duration.ofMinutes(40));
        assertThat(fixture.count(RegistrationState.REGISTERED)).isEqualTo(LINES);
    }
}
