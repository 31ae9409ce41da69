package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.registration.pace.machine.Pace;
import org.linekeeper.registration.pace.machine.PaceLimits;
import org.linekeeper.registration.pace.machine.Turn.Claim;

/** Which of those who have a turn may still send when their target has closed. */
final class ClosedTargetTest {
    private final World world = new World(1, 1);
    private final List<TargetPacer.Turn> admitted = new ArrayList<>();
    private final TargetPacer pacer = new TargetPacer(
            EngineFixture.FIRST,
            world.all().get(0),
            new TargetPacer.Means(
                    PaceLimits.of(RegistrationSettings.defaults()),
                    new AddressPaces(),
                    world.random,
                    TargetHealth.create(world.clock()),
                    world.clock(),
                    RegistrationTimes.NONE,
                    up -> {},
                    () -> false));

    private TargetPacer.Turn turn() {
        int before = admitted.size();
        pacer.join("pbx", Claim.URGENT, new PbxCredentials("pbx"), Optional.empty(), new TargetPacer.Waiter() {
            @Override
            public void admitted(TargetPacer.Turn turn) {
                admitted.add(turn);
            }

            @Override
            public void targetDown(TargetPacer.Turn turn) {}
        });
        world.forward(Duration.ofMillis(100));
        assertThat(admitted).hasSize(before + 1);
        return admitted.get(before);
    }

    private void closes(TargetPacer.Turn by) {
        pacer.done(by, Pace.Use.OVERLOADED, Optional.of(Duration.ofSeconds(60)));
        world.forward(Duration.ofMillis(100));
        assertThat(pacer.isDown()).isTrue();
    }

    @Test
    void whoHasNotSentYetWaits() {
        TargetPacer.Turn held = turn();
        held.sends();
        TargetPacer.Turn other = turn();
        assertThat(pacer.closedSince(held)).isFalse();

        closes(other);
        assertThat(pacer.closedSince(held)).isTrue();
    }

    /** Its challenge would stay unanswered, which looks like an attack. */
    @Test
    void whoHasSentBeforeGoesOn() {
        TargetPacer.Turn answering = turn();
        answering.sends();
        answering.sends();
        closes(turn());

        assertThat(pacer.closedSince(answering)).isFalse();
    }

    /** Or the target would never be tried. */
    @Test
    void whoIsToTryGoes() {
        closes(turn());
        world.forward(Duration.ofSeconds(80));
        TargetPacer.Turn canary = turn();
        canary.sends();

        assertThat(pacer.isDown()).isTrue();
        assertThat(pacer.closedSince(canary)).isFalse();
    }

    @Test
    void whenItIsUpAgainNobodyWaits() {
        TargetPacer.Turn held = turn();
        held.sends();
        TargetPacer.Turn late = turn();
        pacer.done(turn(), Pace.Use.UNREACHABLE, Optional.empty());
        world.forward(Duration.ofMillis(100));
        assertThat(pacer.closedSince(held)).isTrue();
        pacer.done(late, Pace.Use.ACCEPTED, Optional.empty());
        world.forward(Duration.ofMillis(100));

        assertThat(pacer.isDown()).isFalse();
        assertThat(pacer.closedSince(held)).isFalse();
    }
}
