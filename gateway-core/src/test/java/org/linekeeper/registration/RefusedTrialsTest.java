package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

final class RefusedTrialsTest {
    private final EngineFixture fixture = new EngineFixture(1);

    /** Ten refusals in ten seconds are as many as a PBX is given, whoever caused them. */
    @Test
    void linesThatNeverSucceededWaitAfterRefusedTrials() {
        fixture.located = List.of(EngineFixture.FIRST);
        fixture.engine.start();
        for (int i = 0; i < 10; i++) {
            fixture.engine.refusedTrial(EngineFixture.FIRST);
        }
        fixture.addLine(1);
        fixture.world.forward(Duration.ofSeconds(9));
        assertThat(fixture.network.sent).isEmpty();

        fixture.world.forward(Duration.ofSeconds(3));
        assertThat(fixture.state(1)).isEqualTo(RegistrationState.REGISTERED);
    }
}
