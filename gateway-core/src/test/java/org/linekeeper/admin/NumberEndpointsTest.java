package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.linekeeper.admin.AdminFixture.Reply;
import tools.jackson.databind.JsonNode;

/** Somebody asks why a number did not go where it should. */
final class NumberEndpointsTest {
    private static final String PATH = "/pbxs/acme-hq:explain-number";
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    @RegisterExtension
    final FixtureExtension fixture = new FixtureExtension();

    @BeforeEach
    void provision() {
        fixture.admin().provision();
        fixture.admin().put("/lines/line1", AdminFixture.line(1, "secret"));
    }

    private JsonNode explained(String body) {
        Reply reply = fixture.admin().post(PATH, body);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(DOCUMENT.check("NumberExplanation", reply.json())).isEmpty();
        return reply.json();
    }

    private void numbers(String plan) {
        Reply reply = fixture.admin()
                .put(
                        "/pbxs/acme-hq",
                        "{\"enterpriseId\":\"acme\",\"name\":\"HQ\",\"sipDomain\":\"acme.hosted.example\",\"numbers\":"
                                + plan + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    @Test
    void showsInputRuleAndResult() {
        numbers("{\"toPbx\":[{\"pattern\":\"\\\\+44.*\",\"replacement\":\"1\"},"
                + "{\"name\":\"home\",\"pattern\":\"\\\\+1(\\\\d{10})\",\"replacement\":\"$1\"}]}");
        JsonNode json = explained("{\"input\":\"+1 (425) 555-0199\",\"direction\":\"to_pbx\"}");
        assertThat(json.path("taken").asString()).isEqualTo("+14255550199");
        assertThat(json.path("kind").asString()).isEqualTo("rule");
        assertThat(json.path("rule").path("index").asInt()).isEqualTo(1);
        assertThat(json.path("rule").path("name").asString()).isEqualTo("home");
        assertThat(json.path("result").asString()).isEqualTo("4255550199");
        assertThat(json.path("global").asString()).isEqualTo("+14255550199");
    }

    @Test
    void theCountryIsThatOfTheLineUnlessThePbxSaysOne() {
        String question = "{\"input\":\"201\",\"direction\":\"from_pbx\",\"lineId\":\"line1\"}";
        assertThat(explained(question).path("result").asString()).isEqualTo("+1201");
        numbers("{\"country\":\"DE\"}");
        JsonNode json = explained(question);
        assertThat(json.path("country").asString()).isEqualTo("DE");
        assertThat(json.path("result").asString()).isEqualTo("+49201");
        assertThat(json.path("advice").asString()).contains("extension");
    }

    @Test
    void namesTheLineAndTheRangeThatMatched() {
        String line = AdminFixture.line(2, "secret");
        Reply written = fixture.admin()
                .put(
                        "/lines/line2",
                        line.substring(0, line.length() - 1) + ",\"ranges\":[\"+14255558000-+14255558099\"]}");
        assertThat(written.status()).as(written.body()).isEqualTo(201);
        JsonNode inRange = explained("{\"input\":\"4255558050\",\"direction\":\"from_pbx\",\"lineId\":\"line1\"}")
                .path("line");
        assertThat(inRange.path("id").asString()).isEqualTo("line2");
        assertThat(inRange.path("teamsNumber").asString()).isEqualTo("+14255558050");
        assertThat(inRange.path("range").path("from").asString()).isEqualTo("+14255558000");
        assertThat(inRange.path("range").path("to").asString()).isEqualTo("+14255558099");
        JsonNode single = explained("{\"input\":\""
                        + written.json().path("phoneNumber").asString() + "\",\"direction\":\"from_pbx\"}")
                .path("line");
        assertThat(single.path("id").asString()).isEqualTo("line2");
        assertThat(single.has("range")).isFalse();
        assertThat(explained("{\"input\":\"+14255558100\",\"direction\":\"from_pbx\"}")
                        .has("line"))
                .isFalse();
    }

    @Test
    void everyKindHasItsWords() {
        for (String direction : new String[] {"to_pbx", "from_pbx"}) {
            for (String input : new String[] {"911", "*97", "201", "+1201", "+14255550199", "4255550199", "alice"}) {
                String question =
                        "{\"input\":\"" + input + "\",\"direction\":\"" + direction + "\",\"lineId\":\"line1\"}";
                assertThat(explained(question).path("advice").asString()).isNotEmpty();
            }
        }
    }

    @Test
    void badQuestionsAreRefused() {
        assertThat(fixture.admin().post(PATH, "{\"input\":\"1\"}").status()).isEqualTo(422);
        assertThat(fixture.admin()
                        .post(PATH, "{\"input\":\"1\",\"direction\":\"to_pbx\",\"lineId\":\"nobody\"}")
                        .status())
                .isEqualTo(422);
        assertThat(fixture.admin().post(PATH, "[").status()).isEqualTo(400);
        assertThat(fixture.admin()
                        .post("/pbxs/none:explain-number", "{\"input\":\"1\",\"direction\":\"to_pbx\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void badRulesAreRefusedWithTheirPlace() {
        Reply reply = fixture.admin()
                .put(
                        "/pbxs/acme-hq",
                        "{\"enterpriseId\":\"acme\",\"name\":\"HQ\",\"sipDomain\":\"acme.hosted.example\",\"numbers\":"
                                + "{\"toPbx\":[{\"pattern\":\"(\",\"replacement\":\"1\"}]}}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body()).contains("/numbers/toPbx/0/pattern").contains("RE2");
    }
}
