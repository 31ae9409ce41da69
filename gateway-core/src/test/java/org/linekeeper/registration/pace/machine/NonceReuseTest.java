package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NonceReuseTest {
    private static final long DAY = 86_400_000_000_000L;

    private final NonceReuse reuse = new NonceReuse();

    /** Under half of 100 tries: not for a day. */
    @Test
    void isSwitchedOffForADayWhereItMostlyFails() {
        assertThat(reuse.rate()).isNegative();
        for (int i = 1; i <= 99; i++) {
            assertThat(reuse.tried(i % 3 == 0, 0)).isFalse();
        }
        assertThat(reuse.tried(false, 0)).isTrue();
        assertThat(reuse.rate()).isEqualTo(0.33);
        assertThat(reuse.isOn(DAY - 1)).isFalse();
        assertThat(reuse.isOn(DAY)).isTrue();
    }

    @Test
    void staysWhereItMostlySucceeds() {
        for (int i = 1; i <= 1_000; i++) {
            assertThat(reuse.tried(i % 2 == 0, 0)).isFalse();
        }
        assertThat(reuse.isOn(1)).isTrue();
        assertThat(reuse.rate()).isEqualTo(0.5);
    }
}
