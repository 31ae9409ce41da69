package org.linekeeper.call.number;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhoneNumbersTest {
    /** RFC 3966 5.1.1: visual separators are ignored. */
    @ParameterizedTest
    @CsvSource({
        "+1(425)555-0199, +14255550199",
        "1.425.555.0199, 14255550199",
        "911, 911",
        "*97, *97",
        "#31#5550199, #31#5550199",
        "alice, alice",
        "1+2, 1+2",
        "--, --"
    })
    void visualSeparatorsAreTakenOut(String dialled, String plain) {
        assertThat(PhoneNumbers.plain(dialled)).isEqualTo(plain);
    }

    @Test
    void parametersAreCutOff() {
        assertThat(PhoneNumbers.withoutParameters("+1425;ext=7")).isEqualTo("+1425");
        assertThat(PhoneNumbers.withoutParameters("101")).isEqualTo("101");
    }

    @Test
    void globalNumbersHaveAPlusAndDigits() {
        assertThat(PhoneNumbers.isGlobal("+1425")).isTrue();
        assertThat(PhoneNumbers.isGlobal("1425")).isFalse();
        assertThat(PhoneNumbers.isGlobal("+")).isFalse();
        assertThat(PhoneNumbers.isGlobal("+1a")).isFalse();
    }
}
