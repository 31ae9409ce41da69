package org.linekeeper.call.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.call.number.Translation;
import org.linekeeper.call.number.Translation.Kind;
import org.linekeeper.config.model.CallLimits;

class NumberScreenTest {
    private static Translation number(String input, String global) {
        return new Translation(input, input, Kind.NUMBER, Optional.empty(), Optional.ofNullable(global));
    }

    private static CallLimits limits(List<String> allowed, List<String> denied) {
        return new CallLimits(OptionalInt.empty(), OptionalInt.empty(), allowed, denied);
    }

    @ParameterizedTest
    @CsvSource({
        "+14155550101, true",
        "+19005550101, false",
        "+19005551234, true",
        "+493012345678, false",
        "+4930, false"
    })
    void theLongestPrefixDecides(String number, boolean passes) {
        CallLimits limits = limits(List.of("+1", "+1900555123"), List.of("+1900"));
        assertThat(NumberScreen.passes(limits, number(number, number))).isEqualTo(passes);
    }

    /** In whatever order somebody wrote them. */
    @Test
    void theLongestPrefixNeedNotStandLast() {
        CallLimits limits = limits(List.of("+1900555123", "+1"), List.of("+1900"));
        assertThat(NumberScreen.passes(limits, number("+19005551234", "+19005551234")))
                .isTrue();
        assertThat(NumberScreen.passes(limits, number("+19005550101", "+19005550101")))
                .isFalse();
    }

    @Test
    void withoutAListOfWhatIsAllowedAllElseIs() {
        CallLimits limits = limits(List.of(), List.of("+1900"));
        assertThat(NumberScreen.passes(limits, number("+14155550101", "+14155550101")))
                .isTrue();
        assertThat(NumberScreen.passes(limits, number("+19005550101", "+19005550101")))
                .isFalse();
        assertThat(NumberScreen.passes(CallLimits.NONE, number("+1900", "+1900")))
                .isTrue();
    }

    @Test
    void betweenEqualPrefixesTheDeniedOneDecides() {
        assertThat(NumberScreen.passes(limits(List.of("+1"), List.of("+1")), number("+14", "+14")))
                .isFalse();
    }

    /** However it is dialled, it is the same number. */
    @Test
    void numberDialledAsInTheCountryIsScreenedInFull() {
        CallLimits limits = limits(List.of(), List.of("+1900"));
        assertThat(NumberScreen.passes(limits, number("9005550101", "+19005550101")))
                .isFalse();
        assertThat(NumberScreen.passes(limits(List.of(), List.of("900")), number("900123", null)))
                .isFalse();
    }

    @Test
    void emergencyNumbersCodesAndExtensionsPass() {
        CallLimits limits = limits(List.of("+49"), List.of("9", "2", "*"));
        for (Kind kind : List.of(Kind.EMERGENCY, Kind.CODE, Kind.EXTENSION)) {
            assertThat(NumberScreen.passes(
                            limits, new Translation("911", "911", kind, Optional.empty(), Optional.empty())))
                    .isTrue();
        }
    }
}
