package org.linekeeper.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DnsSettingsTest {
    final DnsSettings defaults = DnsSettings.defaults();

    @Test
    void defaultsAreAsDocumented() {
        assertThat(defaults)
                .isEqualTo(new DnsSettings(
                        List.of(),
                        Duration.ofSeconds(2),
                        2,
                        new TtlLimits(
                                Duration.ofSeconds(1),
                                Duration.ofHours(1),
                                Duration.ofMinutes(5),
                                Duration.ofHours(24)),
                        64,
                        AddressPolicy.IPV4_FIRST));
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        refused(() -> defaults.withTries(0, Duration.ofSeconds(1)));
        refused(() -> defaults.withTries(11, Duration.ofSeconds(1)));
        refused(() -> defaults.withTries(2, Duration.ofMillis(9)));
        refused(() -> defaults.withTries(2, Duration.ofMinutes(2)));
        refused(() -> defaults.withMaxTargets(0));
        refused(() -> defaults.withMaxTargets(1001));
        refused(() -> defaults.withServers(List.of(InetSocketAddress.createUnresolved("dns.test", 53))));
        refused(() -> defaults.withServers(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))));
    }

    @Test
    void ttlsOutOfRangeAreRefused() {
        Duration second = Duration.ofSeconds(1);
        Duration hour = Duration.ofHours(1);
        refused(() -> new TtlLimits(Duration.ofMillis(999), hour, hour, hour));
        refused(() -> new TtlLimits(hour, second, hour, hour));
        refused(() -> new TtlLimits(hour, hour, second, hour));
        refused(() -> new TtlLimits(second, Duration.ofDays(8), hour, hour));
        refused(() -> new TtlLimits(second, hour, Duration.ofHours(2), hour));
        refused(() -> TtlLimits.defaults().withMaxStale(Duration.ofSeconds(-1)));
        refused(() -> TtlLimits.defaults().withMaxStale(Duration.ofDays(31)));
    }

    private static void refused(Runnable construction) {
        assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageMatching(".*(must).*");
    }

    @Test
    void withoutServersTheSystemsAreUsed() throws IOException {
        assertThat(new SystemServers(new TestClock()).get()).isNotEmpty().noneMatch(InetSocketAddress::isUnresolved);
        try (DnsServerLocator locator = DnsServerLocator.open(defaults, Clock.systemUTC(), new Random(1))) {
            assertThat(locator.counters().queries()).isZero();
        }
    }
}
