package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.registration.machine.Examples.account;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.RegistrationState;

/** What the process before had saved is taken up. */
final class RestorationTest {
    private final Bench bench = new Bench();

    @Test
    void afterARestartTheTimetableGoesOnWithoutAnythingSent() {
        bench.registered();
        bench.now = bench.now.plusSeconds(100);
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(bench.effects).hasSize(1);
        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(200), Duration.ofSeconds(410));
    }

    @Test
    void afterALongStopTheRefreshIsCaughtUpBeforeTheBindingEnds() {
        bench.registered();
        bench.now = bench.now.plusSeconds(440);
        bench.registration = bench.registration.with(new Phase.Registered(
                account(), bench.registration.phase().binding().orElseThrow(), bench.now.minusSeconds(1)));
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.timerSet()).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(96));
    }

    @ParameterizedTest
    @ValueSource(ints = {460, 599, 601})
    void withLittleLifeLeftItRegistersAtOnce(int secondsDown) {
        bench.registered();
        bench.now = bench.now.plusSeconds(secondsDown);
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.state())
                .isEqualTo(secondsDown < 600 ? RegistrationState.REFRESHING : RegistrationState.LOCATING);
    }

    @Test
    void aBindingFromTheFutureIsNotTrusted() {
        bench.registered();
        bench.now = bench.now.minusSeconds(300);
        bench.on(new RegistrationEvent.Restored(Optional.of(account())));

        assertThat(bench.state()).isEqualTo(RegistrationState.REFRESHING);
    }

    @Test
    void aLineDisabledWhileTheProcessWasDownIsRemoved() {
        bench.registered().on(new RegistrationEvent.Restored(Optional.empty()));

        assertThat(bench.state()).isEqualTo(RegistrationState.UNREGISTERING);
    }
}
