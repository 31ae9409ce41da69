package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FailedLoginsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final FailedLogins failedLogins = new FailedLogins(3, nanos::get);

    @Test
    void aSourceHasSoManyAMinute() {
        assertThat(failedLogins.note("192.0.2.1")).isTrue();
        assertThat(failedLogins.note("192.0.2.1")).isTrue();
        assertThat(failedLogins.note("192.0.2.1")).isTrue();
        assertThat(failedLogins.note("192.0.2.1")).isFalse();
        assertThat(failedLogins.note("192.0.2.2")).isTrue();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
        assertThat(failedLogins.note("192.0.2.1")).isTrue();
        assertThat(failedLogins.note("192.0.2.1")).isFalse();
    }

    @Test
    void oneIpv6NetworkIsOneSource() {
        for (int i = 0; i < 3; i++) {
            assertThat(failedLogins.note("2001:db8:0:1:0:0:0:" + i)).isTrue();
        }
        assertThat(failedLogins.note("2001:db8:0:1:ffff:0:0:9")).isFalse();
        assertThat(failedLogins.note("2001:db8:0:2:0:0:0:1")).isTrue();
    }

    @Test
    void holdsABoundedNumberOfSources() {
        for (int i = 0; i < 50_000; i++) {
            failedLogins.note("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertThat(failedLogins.sources()).isEqualTo(10_000);
    }
}
