package org.linekeeper.call.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

class DialRulesTest {
    private static final Optional<String> AMERICAN = Optional.of("+12065550101");
    private static final Optional<String> GERMAN = Optional.of("+493012345678");

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

    private static NumberPlan plan(String country, NumberFormat format, String outside, List<Integer> lengths) {
        return new NumberPlan(
                Optional.of(country),
                format,
                Optional.of(outside).filter(prefix -> !prefix.isEmpty()),
                lengths,
                List.of("701"),
                List.of(),
                List.of(),
                EmergencyPlan.NONE);
    }

    private static NumberPlan ruled(List<DialRule> toPbx, List<DialRule> fromPbx) {
        return new NumberPlan(
                Optional.empty(),
                NumberFormat.AS_DIALLED,
                Optional.empty(),
                List.of(),
                List.of(),
                toPbx,
                fromPbx,
                EmergencyPlan.NONE);
    }

    /** Nothing is configured; the line has a number in the USA. */
    @ParameterizedTest
    @CsvSource({
        "+14255550199, +14255550199, NUMBER",
        "+1 (425) 555-0199, +14255550199, NUMBER",
        "4255550199, 4255550199, NUMBER",
        "911, 911, EMERGENCY",
        "+911, 911, EMERGENCY",
        "+1911, 911, EMERGENCY",
        "933, 933, EXTENSION",
        "*97, *97, CODE",
        "+*97, *97, CODE",
        "#31#5550199, #31#5550199, CODE",
        "9901, 9901, CODE",
        "+19901, 9901, CODE",
        "201, 201, EXTENSION",
        "+1201, 201, EXTENSION",
        "+1001, 001, EXTENSION",
        "+110077, 10077, EXTENSION",
        "alice, alice, OTHER"
    })
    void towardsAPbxOfWhichNothingIsSaid(String dialled, String result, Kind kind) {
        Translation translation = rules(NumberPlan.NONE).toPbx(dialled, AMERICAN);
        assertThat(translation.result()).isEqualTo(result);
        assertThat(translation.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "+14255550199, +14255550199, NUMBER",
        "14255550199, +14255550199, NUMBER",
        "4255550199, +14255550199, NUMBER",
        "011493012345678, +493012345678, NUMBER",
        "201, +1201, EXTENSION",
        "10077, +110077, EXTENSION",
        "99999999999, +99999999999, NUMBER",
        "reception, reception, OTHER",
        "*97, *97, OTHER"
    })
    void fromAPbxOfWhichNothingIsSaid(String number, String result, Kind kind) {
        Translation translation = rules(NumberPlan.NONE).fromPbx(number, AMERICAN);
        assertThat(translation.result()).isEqualTo(result);
        assertThat(translation.kind()).isEqualTo(kind);
    }

    @Test
    void withoutAnyCountryExtensionsGetAPlusAndLoseItAgain() {
        DialRules rules = rules(NumberPlan.NONE);
        assertThat(rules.fromPbx("201", Optional.empty()).result()).isEqualTo("+201");
        assertThat(rules.toPbx("+201", Optional.empty()).result()).isEqualTo("201");
        assertThat(rules.toPbx("112", Optional.empty()).kind()).isEqualTo(Kind.EMERGENCY);
    }

    @ParameterizedTest
    @CsvSource({
        "DE, NATIONAL, '', +493012345678, 03012345678",
        "DE, NATIONAL, '', +14255550199, 0014255550199",
        "DE, NATIONAL, 0, +493012345678, 003012345678",
        "US, NATIONAL, 9, +14255550199, 94255550199",
        "US, NATIONAL, '', +493012345678, 011493012345678",
        "US, E164_WITHOUT_PLUS, '', +14255550199, 14255550199",
        "US, E164_WITHOUT_PLUS, '', 4255550199, 14255550199",
        "US, E164, '', 4255550199, +14255550199",
        "GB, NATIONAL, '', +442079460958, 02079460958"
    })
    void fullNumbersAreWrittenAsThePbxWantsThem(
            String country, NumberFormat format, String outside, String dialled, String result) {
        assertThat(rules(plan(country, format, outside, List.of()))
                        .toPbx(dialled, Optional.empty())
                        .result())
                .isEqualTo(result);
    }

    @Test
    void outsidePrefixIsForNumbersOnly() {
        DialRules rules = rules(plan("US", NumberFormat.NATIONAL, "9", List.of()));
        assertThat(rules.toPbx("911", Optional.empty()).result()).isEqualTo("911");
        assertThat(rules.toPbx("*97", Optional.empty()).result()).isEqualTo("*97");
        assertThat(rules.toPbx("+1701", Optional.empty()).result()).isEqualTo("701");
    }

    @Test
    void lengthsOfExtensionsDecideWhereBothWouldFit() {
        DialRules rules = rules(plan("US", NumberFormat.E164, "", List.of(4, 10)));
        assertThat(rules.toPbx("4255550199", Optional.empty()).kind()).isEqualTo(Kind.EXTENSION);
        assertThat(rules.fromPbx("4255550199", Optional.empty()).result()).isEqualTo("+14255550199");
        assertThat(rules.fromPbx("4255550199", Optional.empty()).kind()).isEqualTo(Kind.EXTENSION);
        assertThat(rules.toPbx("+1201", Optional.empty()).kind()).isEqualTo(Kind.NUMBER);
        assertThat(rules.toPbx("+12010", Optional.empty()).result()).isEqualTo("2010");
    }

    @Test
    void emergencyNumbersOfTheCountryCount() {
        assertThat(rules(NumberPlan.NONE).toPbx("110", GERMAN).kind()).isEqualTo(Kind.EMERGENCY);
        assertThat(rules(NumberPlan.NONE).toPbx("110", AMERICAN).kind()).isEqualTo(Kind.EXTENSION);
        assertThat(rules(NumberPlan.NONE).toPbx("+49112", GERMAN).result()).isEqualTo("112");
    }

    @Test
    void configuredEmergencyNumbersReplaceThoseOfTheCountry() {
        NumberPlan plan = new NumberPlan(
                Optional.of("US"),
                NumberFormat.AS_DIALLED,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(new DialRule("(.*)", "8$1", Optional.empty())),
                List.of(),
                new EmergencyPlan(List.of("911", "933"), Optional.empty(), Optional.empty()));
        DialRules rules = rules(plan);
        assertThat(rules.toPbx("933", AMERICAN).kind()).isEqualTo(Kind.EMERGENCY);
        assertThat(rules.toPbx("112", AMERICAN).kind()).isEqualTo(Kind.RULE);
        // However greedy a rule is, it does not get hold of an emergency call.
        assertThat(rules.toPbx("+1911", AMERICAN).result()).isEqualTo("911");
    }

    @Test
    void theFirstRuleThatMatchesTheWholeNumberDecides() {
        DialRule short1 = new DialRule("\\+1(\\d{10})", "$1", Optional.of("ten digits"));
        DialRule wide = new DialRule("\\+(\\d+)", "00$1", Optional.empty());
        DialRules rules = rules(ruled(List.of(short1, wide), List.of()));
        Translation home = rules.toPbx("+14255550199", AMERICAN);
        assertThat(home.result()).isEqualTo("4255550199");
        assertThat(home.rule()).contains(new Translation.RuleAt(0, short1));
        assertThat(home.global()).contains("+14255550199");
        assertThat(rules.toPbx("+493012345678", AMERICAN).result()).isEqualTo("00493012345678");
        assertThat(rules.toPbx("14255550199", AMERICAN).rule()).isEmpty();
    }

    @Test
    void numbersOfThePbxAreRewrittenToo() {
        DialRules rules = rules(ruled(List.of(), List.of(new DialRule("9(\\d{3})", "+1206555$10", Optional.empty()))));
        assertThat(rules.fromPbx("9123", AMERICAN).result()).isEqualTo("+12065551230");
    }

    @Test
    void aRuleThatMakesNothingOrTooMuchOfANumberIsPassedOver() {
        DialRules rules = rules(ruled(
                List.of(
                        new DialRule("\\+1(x)?\\d+", "$1", Optional.empty()),
                        new DialRule("(.+)", "$1$1$1$1$1$1$1$1", Optional.empty())),
                List.of()));
        assertThat(rules.toPbx("+14255550199", AMERICAN).result()).isEqualTo("+14255550199");
    }

    @Test
    void placesOfRulesAreThoseOfTheSettings() {
        DialRules rules = rules(ruled(
                List.of(new DialRule("\\+49.*", "1", Optional.empty()), new DialRule("\\+44.*", "2", Optional.empty())),
                List.of()));
        assertThat(rules.toPbx("+442079460958", AMERICAN).rule().orElseThrow().index())
                .isEqualTo(1);
    }

    /** With java.util.regex this pattern takes longer than the universe has left. */
    @Test
    @Timeout(20)
    void noPatternTakesLong() {
        DialRules rules =
                rules(ruled(List.of(new DialRule("(\\d*)*(\\d*)*(\\d*)*x", "$1", Optional.empty())), List.of()));
        String digits = "1".repeat(64);
        for (int i = 0; i < 1_000; i++) {
            assertThat(rules.toPbx(digits, Optional.empty()).result()).isEqualTo(digits);
        }
    }

    @Test
    void identitiesAreWrittenLikeNumbersButWithoutPrefix() {
        DialRules rules = rules(plan("US", NumberFormat.NATIONAL, "9", List.of()));
        assertThat(rules.identity("+14255550199", Optional.empty())).isEqualTo("4255550199");
        assertThat(rules.identity("+1201", Optional.empty())).isEqualTo("201");
        assertThat(rules.identity("alice", Optional.empty())).isEqualTo("alice");
        assertThat(rules(NumberPlan.NONE).identity("+14255550199", AMERICAN)).isEqualTo("+14255550199");
    }

    @Test
    void plansAreCompiledOnceForEachState() {
        DialPlans plans = new DialPlans();
        Pbx pbx = new Pbx(
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
                Optional.empty(),
                true);
        DialRules first = plans.of(pbx);
        assertThat(plans.of(pbx)).isSameAs(first);
        plans.forget("p1");
        assertThat(plans.of(pbx)).isNotSameAs(first);
    }
}
