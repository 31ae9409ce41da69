package org.linekeeper.config.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "tsl, tls",
        "TLS, tls",
        "udpp, udp",
        "tc, tcp",
        "timeuot, timeout",
        "Timeout, timeout",
        "xyz, ",
        "'', ",
        "fax, "
    })
    void theNearestWordIsTheOneMeant(String written, String meant) {
        assertThat(Words.nearest(written, List.of("udp", "tcp", "tls", "timeout"))
                        .orElse(null))
                .isEqualTo(meant);
    }

    @Test
    void aWordTooLongToCompareIsNotCompared() {
        assertThat(Words.nearest("x".repeat(1_000_000), List.of("udp"))).isEmpty();
    }

    @Test
    void foreignTextIsShownHarmless() {
        assertThat(Words.quote("a\r\nb\u001b[31m\ud83d\ude00"))
                .isEqualTo("\"a\\u000d\\u000ab\\u001b[31m\\ud83d\\ude00\"");
        assertThat(Words.quote("x".repeat(50))).isEqualTo("\"" + "x".repeat(40) + "...\"");
        assertThat(Words.choices(List.of("a"))).isEqualTo("\"a\"");
        assertThat(Words.choices(List.of())).isEmpty();
    }
}
