package org.linekeeper.app.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.linekeeper.registration.SteadyClock;

/** The real stack on loopback. */
final class RehearsalTest {
    @Test
    void everyImaginaryLineIsRegisteredAndRefreshedAndNothingIsLeftBehind() {
        Clock clock = new SteadyClock(Clock.systemUTC(), System::nanoTime);

        int granted = new Rehearsal(clock, new SecureRandom()).play(500, Duration.ofMinutes(1));

        assertThat(granted).isGreaterThanOrEqualTo(2 * 500);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(Thread::isAlive)
                .extracting(Thread::getName)
                .doesNotContain("rehearsal");
    }
}
