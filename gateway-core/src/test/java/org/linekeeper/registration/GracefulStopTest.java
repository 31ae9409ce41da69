package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A stop lets what is in flight come to its end. */
final class GracefulStopTest {
    private EngineFixture fixture = new EngineFixture(1);

    @Test
    void aGracefulStopRemovesNothingAndSavesEverything() {
        fixture.worker = task -> {};
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(2));
        assertThat(fixture.settings.states).isEmpty();

        Thread stopping = new Thread(() -> fixture.engine.stop(Duration.ofSeconds(1)));
        stopping.start();
        Awaitility.await().until(() -> {
            fixture.world.forward(Duration.ofMillis(1));
            return !stopping.isAlive();
        });

        assertThat(fixture.registrar.living()).isEqualTo(1);
        assertThat(fixture.settings.states).containsOnlyKeys("line1");
        assertThat(fixture.world.timersSet()).isZero();
    }

    /** PBXs take a challenge that is left unanswered for an attack: the answer is sent, and its outcome awaited. */
    @Test
    void aChallengeInFlightIsAnsweredBeforeTheStop() {
        fixture.network.slow.put(EngineFixture.FIRST, Duration.ofMillis(500));
        fixture.addLine(1);
        fixture.addLine(2);
        fixture.engine.start();
        fixture.world.forward(Duration.ofMillis(700));
        assertThat(fixture.network.sent).hasSize(2).allMatch(register -> register.authorizations()
                .isEmpty());
        fixture.addLine(3);

        Thread stopping = new Thread(() -> fixture.engine.stop(Duration.ofSeconds(20)));
        stopping.start();
        Awaitility.await()
                .until(() -> stopping.getState() != Thread.State.NEW && stopping.getState() != Thread.State.RUNNABLE);
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> {
            fixture.world.forward(Duration.ofMillis(20));
            return !stopping.isAlive();
        });

        assertThat(fixture.registrar.living())
                .as("both that were in flight, none that was not")
                .isEqualTo(2);
        assertThat(fixture.network.inFlight()).isZero();
        assertThat(fixture.world.timersSet()).isZero();
        assertThat(fixture.settings.states).containsKeys("line1", "line2");
    }
}
