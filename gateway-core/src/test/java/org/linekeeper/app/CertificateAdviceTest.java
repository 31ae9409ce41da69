package org.linekeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.transport.CertificateInUse;

class CertificateAdviceTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private static String advice(String name, Duration left) {
        return CertificateAdvice.of(
                        new CertificateInUse(
                                "teams", "id", List.of("*.customers.example", "sbc.example.com"), NOW.plus(left)),
                        name,
                        NOW)
                .orElse("");
    }

    @Test
    void saysWhenItEndsSoonOrHasEnded() {
        assertThat(advice("sbc.example.com", Duration.ofDays(31))).isEmpty();
        assertThat(advice("sbc.example.com", Duration.ofDays(29))).contains("29 days");
        assertThat(advice("sbc.example.com", Duration.ofDays(-1))).contains("has ended");
    }

    @Test
    void saysWhenItBearsAnotherName() {
        assertThat(advice("t1.Customers.example", Duration.ofDays(90))).isEmpty();
        assertThat(advice("a.t1.customers.example", Duration.ofDays(90))).contains("No certificate bears");
        assertThat(advice("customers.example", Duration.ofDays(90))).contains("No certificate bears");
    }
}
