package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.loadtest.Scenarios;
import org.linekeeper.loadtest.SippResult;
import org.linekeeper.loadtest.SippRun;

/** A JVM that has just started takes 50 calls a second. */
class ColdStartIT {
    private static final int RATE = 50;
    private static final int CALLS = 5 * RATE;

    @RegisterExtension
    static final Lab LAB = new Lab(20, 1);

    @Test
    void noCallIsLostFromTheFirstReadySecondOn() throws Exception {
        LAB.gateway().restart();
        try (SippRun teams = LAB.teams().answer(CALLS, Duration.ofMillis(100), Duration.ofSeconds(40))) {
            SippResult phones = LAB.phones()
                    .call(Scenarios.PHONE_CALLS, LAB.teamsExtensions(), CALLS, RATE, Duration.ofMillis(500));
            assertThat(phones.allSucceeded(CALLS)).as(phones.toString()).isTrue();
            assertThat(teams.await().allSucceeded(CALLS)).isTrue();
        }
        LAB.gateway().restart();
        try (SippRun phone = LAB.phones().answer(CALLS, Duration.ofMillis(100), Duration.ofSeconds(40))) {
            SippResult teams =
                    LAB.teams().call(Scenarios.TEAMS_CALLS, LAB.teamsExtensions(), CALLS, RATE, Duration.ofMillis(500));
            assertThat(teams.allSucceeded(CALLS)).as(teams.toString()).isTrue();
            assertThat(phone.await().allSucceeded(CALLS)).isTrue();
        }
    }
}
