package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.EngineFixture.FIRST;
import static org.linekeeper.registration.EngineFixture.SECOND;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** The name of a PBX is gone, and what is known of its targets is old. */
final class NameServerFailsTest {
    private final EngineFixture fixture = new EngineFixture(1);

    /** One line is bound at the first target; DNS named another one last, which is down. */
    @BeforeEach
    void boundWhereDnsDoesNotLeadAnyMore() {
        fixture.located = List.of(FIRST);
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(2));
        fixture.located = List.of(SECOND);
        fixture.network.dead.add(SECOND);
        fixture.addLine(2);
        fixture.world.forward(Duration.ofMinutes(6));
        fixture.nameGone = true;
        fixture.settings.put(EngineFixture.line(2, "pw2", false));
        fixture.network.sent.clear();
        fixture.lookups = 0;
    }

    @Test
    void aBetterTargetThatNobodyCanBeLedToIsNotLookedForWithoutEnd() {
        fixture.world.forward(Duration.ofHours(2));

        assertThat(fixture.state(1)).isEqualTo(RegistrationState.REGISTERED);
        assertThat(fixture.registrar.lapses).isEmpty();
        // 600 s granted: every seven minutes on average
        assertThat(fixture.network.sent.size()).isLessThan(30);
        assertThat(fixture.lookups).isLessThan(60);
    }

    @Test
    void aLineWhoseTargetIsDownTooWaits() {
        fixture.network.dead.add(FIRST);
        fixture.world.forward(Duration.ofHours(2));
        assertThat(fixture.lookups).isLessThan(60);

        fixture.network.dead.clear();
        fixture.nameGone = false;
        fixture.world.forward(Duration.ofMinutes(40));
        assertThat(fixture.state(1)).isEqualTo(RegistrationState.REGISTERED);
    }
}
