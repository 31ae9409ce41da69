package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** After a restart a REGISTER waits until its CSeq is on the disk; meanwhile its target may ask for a pause. */
final class HeldTurnsTest {
    private static final int LINES = 24;

    /** All lines have to be refreshed at once, and the disk is slow: the lines of one loop are written after those of the other. */
    private static EngineFixture restarted() {
        EngineFixture before = new EngineFixture(1);
        before.located = List.of(EngineFixture.FIRST);
        for (int i = 1; i <= LINES; i++) {
            before.addLine(i);
        }
        before.engine.start();
        before.world.forward(Duration.ofSeconds(10));
        EngineFixture after = before.restarted(Duration.ofMinutes(8));
        after.located = List.of(EngineFixture.FIRST);
        after.worker = task -> after.world.after(Duration.ofMillis(400), task);
        after.network.times.clear();
        return after;
    }

    @Test
    void aTurnHeldForTheDiskDoesNotGoToATargetThatHasClosed() {
        EngineFixture after = restarted();
        after.registrar.status = 503;
        after.registrar.retryAfter = Optional.of(Duration.ofSeconds(60));
        after.engine.start();
        after.world.forward(Duration.ofSeconds(30));

        List<Instant> sent = after.network.times.get(EngineFixture.FIRST);
        assertThat(sent).hasSizeBetween(2, LINES - 2);
        assertThat(Duration.between(sent.get(0), sent.get(sent.size() - 1))).isLessThan(Duration.ofMillis(200));

        after.registrar.status = 0;
        after.world.forward(Duration.ofMinutes(3));
        assertThat(after.count(RegistrationState.REGISTERED)).isEqualTo(LINES);
        assertThat(after.network.inFlight()).isZero();
    }

    @Test
    void otherwiseItGoesWhenTheDiskIsDone() {
        EngineFixture after = restarted();
        after.engine.start();
        after.world.forward(Duration.ofSeconds(3));

        assertThat(after.count(RegistrationState.REGISTERED)).isEqualTo(LINES);
        assertThat(after.network.times.get(EngineFixture.FIRST)).hasSize(LINES);
    }
}
