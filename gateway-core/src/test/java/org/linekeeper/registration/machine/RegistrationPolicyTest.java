package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.RegistrationSettings;

final class RegistrationPolicyTest {
    private final RegistrationPolicy policy = new RegistrationPolicy(RegistrationSettings.defaults(), new Random(7));

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
