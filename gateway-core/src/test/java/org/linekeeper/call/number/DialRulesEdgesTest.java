package org.linekeeper.call.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.call.number.Translation.Kind;
import org.linekeeper.config.model.DialRule;
import org.linekeeper.config.model.DnsLookup;
import org.linekeeper.config.model.EmergencyPlan;
import org.linekeeper.config.model.NumberFormat;
import org.linekeeper.config.model.NumberPlan;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.PbxType;

/** Where one of the habits of a PBX begins and another one ends. */
class DialRulesEdgesTest {
    private static final Optional<String> AMERICAN = Optional.of("+12065550101");
    private static final Optional<String> GERMAN = Optional.of("+493012345678");
    private static final String FULL = "+14255550199";

    private static DialRules rules(NumberFormat format, String outside, List<Integer> lengths, List<String> codes) {
        return rules(new NumberPlan(
                Optional.of("US"),
                format,
                Optional.of(outside).filter(prefix -> !prefix.isEmpty()),
                lengths,
                codes,
                List.of(),
                List.of(),
                EmergencyPlan.NONE));
    }

    private static DialRules ruled(List<DialRule> toPbx, List<DialRule> fromPbx) {
        return rules(new NumberPlan(
                Optional.empty(),
                NumberFormat.AS_DIALLED,
                Optional.empty(),
                List.of(),
                List.of(),
                toPbx,
                fromPbx,
                EmergencyPlan.NONE));
    }

    private static DialRules rules(NumberPlan plan) {
        return DialRules.of(new Pbx(
                        "p1",
                        "e1",
                        "Main",
                        PbxType.GENERIC,
                        "acme.pbx.example",
                        Optional.empty(),
                        Optional.empty(),
                        DnsLookup.AUTO,
                        Duration.ofHours(1),
                        List.of(),
                        Optional.of("9901"),
                        true)
                .with(plan));
    }

    /** Numbers that need no translation at most PBXs need one where anything is said that concerns them. */
    @Test
    void fullNumbersPassUnchangedOnlyWhereNothingIsSaid() {
        NumberFormat asDialled = NumberFormat.AS_DIALLED;
        assertThat(rules(asDialled, "", List.of(), List.of())
                        .toPbx(FULL, AMERICAN)
                        .result())
                .isEqualTo(FULL);
        assertThat(rules(asDialled, "9", List.of(), List.of())
                        .toPbx(FULL, AMERICAN)
                        .result())
                .isEqualTo("914255550199");
        assertThat(rules(asDialled, "", List.of(10), List.of()).toPbx(FULL, AMERICAN))
                .extracting(Translation::kind, Translation::result)
                .containsExactly(Kind.EXTENSION, "4255550199");
        assertThat(rules(asDialled, "", List.of(), List.of("4255550199")).toPbx(FULL, AMERICAN))
                .extracting(Translation::kind, Translation::result)
                .containsExactly(Kind.CODE, "4255550199");
    }

    @Test
    void nothingIsTriedOnWhatIsTooLongForANumber() {
        DialRule any = new DialRule("(\\d)\\d*", "$1", Optional.empty());
        DialRules rules = ruled(List.of(any), List.of(any));
        String longest = "7".repeat(64);
        assertThat(rules.toPbx(longest, AMERICAN).result()).isEqualTo("7");
        assertThat(rules.fromPbx(longest, AMERICAN).result()).isEqualTo("7");
        assertThat(rules.toPbx(longest + "7", AMERICAN))
                .extracting(Translation::kind, Translation::result)
                .containsExactly(Kind.OTHER, longest + "7");
        assertThat(rules.fromPbx(longest + "7", AMERICAN))
                .extracting(Translation::kind, Translation::result)
                .containsExactly(Kind.OTHER, longest + "7");
    }

    @Test
    void fullNumbersThatThePbxNamesAreRewrittenToo() {
        DialRules rules = ruled(List.of(), List.of(new DialRule("\\+1425(\\d+)", "+1206$1", Optional.empty())));
        assertThat(rules.fromPbx(FULL, AMERICAN).result()).isEqualTo("+12065550199");
    }

    @Test
    void anEmergencyNumberOfSixDigitsIsKnownInEveryDress() {
        DialRules rules = rules(new NumberPlan(
                Optional.of("DE"),
                NumberFormat.AS_DIALLED,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new EmergencyPlan(List.of("116117"), Optional.empty(), Optional.empty())));
        for (String dialled : List.of("116117", "+116117", "+49116117")) {
            assertThat(rules.toPbx(dialled, GERMAN))
                    .as(dialled)
                    .extracting(Translation::kind, Translation::result)
                    .containsExactly(Kind.EMERGENCY, "116117");
        }
    }

    /** The first digit of 112 is the code of the country as well. */
    @Test
    void aPlusAloneMayHaveBeenPutBeforeWhatBeginsLikeTheCountry() {
        assertThat(rules(NumberPlan.NONE).toPbx("+112", AMERICAN))
                .extracting(Translation::kind, Translation::result)
                .containsExactly(Kind.EMERGENCY, "112");
    }

    @ParameterizedTest
    @CsvSource({"123456, EXTENSION", "+1123456, EXTENSION", "1234567, OTHER"})
    void sixDigitsAreAnExtensionAndSevenAreNot(String dialled, Kind kind) {
        assertThat(rules(NumberPlan.NONE).toPbx(dialled, AMERICAN).kind()).isEqualTo(kind);
    }

    /** What has a plus is no extension, however many characters it has. */
    @Test
    void lengthsOfExtensionsAreThoseOfDigits() {
        assertThat(rules(NumberFormat.E164_WITHOUT_PLUS, "", List.of(12), List.of())
                        .toPbx(FULL, AMERICAN))
                .extracting(Translation::kind, Translation::result)
                .containsExactly(Kind.NUMBER, "14255550199");
    }

    @Test
    void anOutsidePrefixTakesThePlaceOfThePlus() {
        assertThat(rules(NumberFormat.E164, "0", List.of(), List.of())
                        .toPbx(FULL, AMERICAN)
                        .result())
                .isEqualTo("014255550199");
    }
}
