package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.model.Entity.Kind;

/** What may be said of a PBX's numbers and of a line's further numbers, and what is refused. */
class NumberPlanTest {
    private static final String PBX =
            "{\"enterpriseId\":\"acme\",\"name\":\"HQ\",\"sipDomain\":\"pbx.example\",\"numbers\":%s}";
    private static final String LINE =
            "{\"pbxId\":\"p\",\"directRouteId\":\"r\",\"teamsUser\":\"u\",\"phoneNumber\":\"+14155550100\","
                    + "\"sipUser\":\"1\",\"password\":\"x\",\"numbers\":%s}";

    private static EntityJson.Outcome pbx(String numbers) {
        return EntityJson.read(Kind.PBX, "p", PBX.formatted(numbers).getBytes(StandardCharsets.UTF_8));
    }

    private static EntityJson.Outcome line(String numbers) {
        return EntityJson.read(Kind.LINE, "l", LINE.formatted(numbers).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(EntityJson.Outcome outcome) {
        assertThat(outcome).isInstanceOf(EntityJson.Outcome.Bad.class);
        return ((EntityJson.Outcome.Bad) outcome).problems();
    }

    @Test
    void everythingComesBackAsItWasWritten() {
        String numbers =
                "{\"country\":\"DE\",\"format\":\"national\",\"outsidePrefix\":\"0\",\"extensionLengths\":[3,4],"
                        + "\"featureCodes\":[\"701\",\"*8\"],\"toPbx\":[{\"pattern\":\"\\\\+49(\\\\d+)\",\"replacement\":\"0$1\",\"name\":\"home\"}],"
                        + "\"fromPbx\":[{\"pattern\":\"0(.*)\",\"replacement\":\"+49$1\"}],"
                        + "\"emergency\":{\"numbers\":[\"110\",\"112\"],\"fallback\":\"ems.example:5060\",\"transport\":\"tcp\"}}";
        Pbx pbx = (Pbx) ((EntityJson.Outcome.Good) pbx(numbers)).entity();
        assertThat(pbx.numbers().extensionLengths()).containsExactly(3, 4);
        byte[] stored = EntityJson.writeWithSecrets(pbx);
        assertThat(new String(stored, StandardCharsets.UTF_8)).contains(numbers);
        assertThat(EntityJson.readStored(Kind.PBX, "p", stored)).isEqualTo(new EntityJson.Outcome.Good(pbx));
    }

    @Test
    void ofWhatIsNotSaidNothingIsWritten() {
        Pbx pbx = (Pbx) ((EntityJson.Outcome.Good) pbx("null")).entity();
        assertThat(pbx.numbers()).isEqualTo(NumberPlan.NONE);
        assertThat(EntityJson.write(pbx)).doesNotContain("numbers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "(?=1)x | 1 | /numbers/toPbx/0/pattern | look-around",
                "(\\\\d)\\\\1 | 1 | /numbers/toPbx/0/pattern | RE2",
                "( | 1 | /numbers/toPbx/0/pattern | RE2",
                "((x{100}){100}){100} | 1 | /numbers/toPbx/0/pattern | multiply to 1000",
                "(((x{9,}){9}){9}){9} | 1 | /numbers/toPbx/0/pattern | multiply to 1000",
                "1(.) | $2 | /numbers/toPbx/0/replacement | only 1",
                "1. | $1 | /numbers/toPbx/0/replacement | no groups",
                "1. | 1;x=y | /numbers/toPbx/0/replacement | digits, letters",
                "1. | $ | /numbers/toPbx/0/replacement | digits, letters",
            })
    void badRulesAreRefused(String pattern, String replacement, String pointer, String words) {
        String rule = "{\"toPbx\":[{\"pattern\":\"" + pattern + "\",\"replacement\":\"" + replacement + "\"}]}";
        assertThat(problems(pbx(rule))).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo(pointer);
            assertThat(problem.message()).contains(words);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"country\":\"XX\"} | /numbers/country",
                "{\"country\":\"us\"} | /numbers/country",
                "{\"outsidePrefix\":\"+\"} | /numbers/outsidePrefix",
                "{\"extensionLengths\":[0]} | /numbers/extensionLengths/0",
                "{\"featureCodes\":[\"a b\"]} | /numbers/featureCodes/0",
                "{\"emergency\":{\"numbers\":[\"+112\"]}} | /numbers/emergency/numbers/0",
                "{\"emergency\":{\"fallback\":\"-\"}} | /numbers/emergency/fallback",
                "{\"format\":\"odd\"} | /numbers/format"
            })
    void badValuesAreRefused(String numbers, String pointer) {
        assertThat(problems(pbx(numbers))).singleElement().satisfies(problem -> assertThat(problem.pointer())
                .isEqualTo(pointer));
    }

    @Test
    void furtherNumbersOfALineComeBackInOrder() {
        Line line = (Line) ((EntityJson.Outcome.Good) line("[\"+14155550102\",\"+14155550101\"]")).entity();
        assertThat(line.options().numbers()).containsExactly("+14155550102", "+14155550101");
        assertThat(line.displayName()).isEmpty();
        assertThat(EntityJson.readStored(Kind.LINE, "l", EntityJson.writeWithSecrets(line)))
                .isEqualTo(new EntityJson.Outcome.Good(line));
        assertThat(line.sharing("p", "r").options()).isEqualTo(line.options());
    }

    @Test
    void lineWithoutOptionsKeepsNothingForThem() {
        Line line = (Line) ((EntityJson.Outcome.Good) line("[]")).entity();
        assertThat(line.hasOptions()).isFalse();
        assertThat(line.options()).isSameAs(LineOptions.NONE);
    }

    @ParameterizedTest
    @CsvSource({"'[\"4155550102\"]', 0, E.164", "'[\"+14155550100\"]', 0, twice", "'[\"+1415\",\"+1415\"]', 1, twice"})
    void badFurtherNumbersAreRefused(String numbers, int index, String words) {
        assertThat(problems(line(numbers))).anySatisfy(problem -> {
            assertThat(problem.pointer()).isEqualTo("/numbers/" + index);
            assertThat(problem.message()).contains(words);
        });
    }
}
