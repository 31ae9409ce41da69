package org.linekeeper.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.Outcomes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the outcome, the record says all of it. */
final class CdrOutcomesTest {
    private static final List<String> FIELDS =
            List.of("outcome", "endedBy", "failedLeg", "stage", "sipCode", "q850", "advice");

    static List<CallOutcome> outcomes() {
        return Outcomes.ofEachKind();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void recordSaysAllOfTheOutcome(CallOutcome outcome) {
        String line = new String(CdrJson.line(Records.full("c", "1", outcome)), StandardCharsets.UTF_8);
        JsonNode json = JsonMapper.builder().build().readTree(line);
        Map<String, String> shown = new TreeMap<>();
        FIELDS.stream()
                .filter(json::has)
                .forEach(field -> shown.put(field, json.path(field).asString()));
        assertThat(shown).isEqualTo(Outcomes.shown(outcome));
    }
}
