package org.linekeeper.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.call.presence.Presence;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.call.presence.Presences;

class PresencesTest {
    private final SetClock clock = new SetClock();
    private final Presences presences = new Presences(clock);

    @Test
    void pauseEndsByItself() {
        presences.set("l1", State.AWAY, Optional.of(Duration.ofMinutes(5)));
        clock.forward(Duration.ofMinutes(5).minusMillis(1));
        assertThat(presences.of("l1").map(Presence::state)).contains(State.AWAY);
        clock.forward(Duration.ofMillis(1));
        assertThat(presences.of("l1")).isEmpty();
        presences.set("l1", State.BUSY, Optional.empty());
        clock.forward(Duration.ofDays(365));
        assertThat(presences.of("l1")).isPresent();
        presences.forget("l1");
        assertThat(presences.of("l1")).isEmpty();
    }
}
