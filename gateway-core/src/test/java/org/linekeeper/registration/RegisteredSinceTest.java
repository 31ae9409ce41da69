package org.linekeeper.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.event.RegistrationState;

/** Since when a line is said to be registered. */
final class RegisteredSinceTest {
    private EngineFixture fixture = new EngineFixture(3);

    private RegistrationView view() {
        return fixture.engine.registrations().of("line1").orElseThrow();
    }

    /** When it was registered first. */
    private Instant registered() {
        fixture.addLine(1);
        fixture.engine.start();
        fixture.world.forward(Duration.ofSeconds(5));
        assertThat(view().state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(view().since()).isBetween(fixture.world.now().minusSeconds(6), fixture.world.now());
        return view().since();
    }

    @Test
    void refreshesDoNotBeginItAnew() {
        Instant since = registered();
        int before = fixture.network.sent.size();
        fixture.world.forward(Duration.ofHours(3));

        assertThat(fixture.network.sent.size()).isGreaterThan(before + 10);
        assertThat(view().since()).isEqualTo(since);
    }

    /** The view of a line that fails to refresh says since when it does; its binding lives on. */
    @Test
    void aRefreshThatFailedDoesNotBeginItAnewWhileTheBindingLives() {
        Instant since = registered();
        fixture.registrar.status = 500;
        fixture.engine.refresh("line1");
        fixture.world.forward(Duration.ofSeconds(10));
        assertThat(view().state()).isEqualTo(RegistrationState.BACKING_OFF);
        assertThat(view().since()).isAfter(since);

        fixture.registrar.status = 0;
        fixture.world.forward(Duration.ofMinutes(3));
        assertThat(view().state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(view().since()).isEqualTo(since);
    }

    @Test
    void aBindingThatLapsedBeginsItAnew() {
        Instant since = registered();
        fixture.network.dead.addAll(List.of(EngineFixture.FIRST, EngineFixture.SECOND));
        fixture.world.forward(Duration.ofMinutes(30));
        assertThat(view().state()).isNotEqualTo(RegistrationState.REGISTERED);
        fixture.network.dead.clear();
        Instant back = fixture.world.now();
        fixture.world.forward(Duration.ofHours(2));

        assertThat(view().state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(view().since()).isAfter(since).isAfter(back.minusSeconds(1));
    }

    @Test
    void aLineThatWasDisabledBeginsItAnew() {
        Instant since = registered();
        fixture.settings.put(EngineFixture.line(1, "pw1", false));
        fixture.world.forward(Duration.ofMinutes(1));
        assertThat(view().state()).isEqualTo(RegistrationState.UNREGISTERED);
        fixture.settings.put(EngineFixture.line(1, "pw1", true));
        fixture.world.forward(Duration.ofMinutes(1));

        assertThat(view().since()).isAfter(since.plusSeconds(30));
    }

    @Test
    void aRestartDoesNotBeginItAnew() {
        Instant since = registered();
        fixture.world.forward(Duration.ofHours(1));
        EngineFixture next = fixture.restarted(Duration.ofSeconds(60));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(1));
        fixture = next;
        assertThat(view().since()).isEqualTo(since);

        next.world.forward(Duration.ofHours(1));
        assertThat(view().since()).isEqualTo(since);
    }

    @Test
    void aRestartThatTookTooLongDoes() {
        Instant since = registered();
        EngineFixture next = fixture.restarted(Duration.ofMinutes(20));
        next.engine.start();
        next.world.forward(Duration.ofSeconds(30));
        fixture = next;

        assertThat(view().state()).isEqualTo(RegistrationState.REGISTERED);
        assertThat(view().since()).isAfter(since.plusSeconds(600));
    }
}
