package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeaderParametersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP/2.0/UDP h;rport;branch=z | SIP/2.0/UDP h;branch=z",
                "h;RPORT=5 | h",
                "h;x=\";rport\";rport | h;x=\";rport\"",
                "h | h",
                "rport | rport",
                ";rport;a | ;a",
                ";;rport; | ;;",
            })
    void takesAParameterOut(String value, String rest) {
        assertThat(HeaderParameters.without(value, "rport")).isEqualTo(rest);
    }

    /** A value that begins with its parameters once kept an event loop busy for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"", ";", ";;", " ;", ",", ",;", "\"", "<", ">;", "\\", "\"\\", "=;=", ";=;"})
    void oddValuesComeToAnEnd(String value) {
        everything(value);
    }

    @Test
    void anyValueComesToAnEnd() {
        Random random = new Random(4711);
        String alphabet = ";,=\"<>\\ ar";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            everything(value.toString());
        }
    }

    private static void everything(String value) {
        String first = HeaderParameters.firstValue(value);
        assertThat(HeaderParameters.without(first, "r")).hasSizeLessThanOrEqualTo(value.length());
        assertThat(String.valueOf(HeaderParameters.otherValues(value))).isNotNull();
        assertThat(String.valueOf(HeaderParameters.of(value, "a"))).isNotNull();
    }
}
