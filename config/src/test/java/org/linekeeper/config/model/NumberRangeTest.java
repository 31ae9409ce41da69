package org.linekeeper.config.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.Entity.Kind;

/** How carriers write their blocks of numbers, and what of it is refused. */
class NumberRangeTest {
    private static final NumberRange HUNDRED = new NumberRange("+49891234000", "+49891234099");

    private static EntityJson.Outcome read(String ranges, String more) {
        String json = "{\"pbxId\":\"p\",\"directRouteId\":\"d\",\"teamsUser\":\"a@b\",\"phoneNumber\":\"+49891234000\","
                + "\"sipUser\":\"u\",\"password\":\"x\",\"ranges\":[" + ranges + "]" + more + "}";
        return EntityJson.read(Kind.LINE, "l", json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(String ranges, String more) {
        return read(ranges, more) instanceof EntityJson.Outcome.Bad bad ? bad.problems() : List.of();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'+49891234000-+49891234099'",
                "'+49891234000 - +49891234099'",
                "'+49891234000-99'",
                "'+49891234000-099'",
                "{'from':'+49891234000','to':'+49891234099'}",
                "{'from':'+49891234000','count':100}"
            })
    void everyWayToWriteTheSameRange(String written) {
        EntityJson.Outcome outcome = read(written.replace('\'', '"'), "");
        assertThat(outcome).isInstanceOfSatisfying(EntityJson.Outcome.Good.class, good -> {
            Line line = (Line) good.entity();
            assertThat(line.options().ranges()).containsExactly(HUNDRED);
            assertThat(EntityJson.write(line))
                    .contains("\"ranges\":[{\"from\":\"+49891234000\",\"to\":\"+49891234099\"}]");
            assertThat(EntityJson.readStored(Kind.LINE, "l", EntityJson.writeWithSecrets(line)))
                    .isEqualTo(good);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "+49891234000-+498912340099" | same length
            "+49891234099-+49891234000" | must not end before it begins
            "+4989000000-+4989999999999" | same length
            "+498912000000-+498913999999" | must not have more than 1000000
            "49891234000-49891234099" | E.164
            "+49891234000" | must be a range of numbers
            "-" | E.164
            "+49-+49x" | E.164
            17 | must be a range of numbers
            {"from":"+49891234000"} | must be a range of numbers
            {"from":"+49891234000","to":"+49891234001","count":2} | must be a range of numbers
            {"from":"+49891234000","count":0} | must have a count
            {"from":"+99","count":2} | whose digits can count so far
            {"from":"+999999999999999","count":2} | whose digits can count so far
            {"from":"49","count":2} | must begin with an E.164 number
            """)
    void whatIsNoRangeIsRefusedInWords(String written, String words) {
        assertThat(problems(written, "")).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/ranges/0");
            assertThat(problem.message()).contains(words);
        });
    }

    @Test
    void numbersOfALineStayApartFromItsRangesButForItsPhoneNumber() {
        assertThat(problems("\"+49891234000-+49891234099\",\"+49891234050-+49891234150\"", ""))
                .extracting(Problem::pointer)
                .containsExactly("/ranges/1");
        assertThat(problems("\"+49891234000-+49891234099\"", ",\"numbers\":[\"+49891234100\",\"+49891234099\"]"))
                .extracting(Problem::pointer)
                .containsExactly("/numbers/1");
    }

    @Test
    void lineSaysByWhichNumberTeamsKnowsTheUser() {
        Line line = new Line(
                        "l",
                        "p",
                        "d",
                        "a@b",
                        "+49891234000",
                        "u",
                        Optional.empty(),
                        Secret.of("x"),
                        Optional.empty(),
                        true)
                .with(new LineOptions(List.of("+4930111"), List.of(HUNDRED), IdentityPolicy.NONE, CallLimits.NONE));
        assertThat(line.problems()).isEmpty();
        assertThat(line.teamsNumber("+49891234050")).isEqualTo("+49891234050");
        assertThat(line.teamsNumber("+4930111")).isEqualTo("+49891234000");
        assertThat(line.teamsNumber("+49891234100")).isEqualTo("+49891234000");
        assertThat(line.teamsNumber("+498912340500")).isEqualTo("+49891234000");
        assertThat(line.teamsNumber("nonsense")).isEqualTo("+49891234000");
        assertThat(line.options().numbers()).containsExactly("+4930111");
    }
}
