package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.RegistrationSettings;

final class RegistrationPolicyTest {
    private final RegistrationPolicy policy = new RegistrationPolicy(RegistrationSettings.defaults(), new Random(7));

    /** Three tries a day at most: after an hour, then every half day. */
    @Test
    void rejectedLinesAreTriedThreeTimesADayAtMost() {
        for (int i = 0; i < 100; i++) {
            assertThat(policy.rejectedRest(0)).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(73));
            assertThat(policy.rejectedRest(1)).isBetween(Duration.ofHours(12), Duration.ofHours(15));
            assertThat(policy.rejectedRest(9)).isBetween(Duration.ofHours(12), Duration.ofHours(15));
        }
    }

    /** The haste of a start must not echo. */
    @Test
    void theFirstRefreshOfShortBindingsIsDrawnWider() {
        Duration least = Duration.ofHours(1);
        for (int i = 0; i < 1_000; i++) {
            Duration delay = policy.firstRefreshDelay(Duration.ofSeconds(60));
            assertThat(delay).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(45));
            least = delay.compareTo(least) < 0 ? delay : least;
            assertThat(policy.firstRefreshDelay(Duration.ofHours(1)))
                    .isBetween(Duration.ofMinutes(33), Duration.ofMinutes(51));
        }
        assertThat(least).isLessThan(Duration.ofSeconds(18));
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 1980, 3060",
        "600, 330, 510",
        "120, 60, 90",
        "60, 30, 45",
        "40, 20, 25",
        "30, 12, 15",
        "20, 8, 10",
        "2, 5, 8",
    })
    void refreshesAtARandomPointBeforeTheMarginButNeverInATightLoop(int granted, int from, int to) {
        Duration first = policy.refreshDelay(Duration.ofSeconds(granted));
        boolean varies = false;
        for (int i = 0; i < 1_000; i++) {
            Duration delay = policy.refreshDelay(Duration.ofSeconds(granted));
            assertThat(delay).isBetween(Duration.ofSeconds(from), Duration.ofSeconds(to));
            varies |= !delay.equals(first);
        }
        assertThat(varies).isTrue();
    }
}
