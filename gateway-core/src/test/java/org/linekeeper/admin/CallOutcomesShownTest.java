package org.linekeeper.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.linekeeper.call.CallView;
import org.linekeeper.call.machine.CallPhase;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.Outcomes;
import tools.jackson.databind.JsonNode;

/** Whatever the outcome, the admin port says what the record says. */
final class CallOutcomesShownTest {
    private static final List<String> FIELDS =
            List.of("outcome", "endedBy", "failedLeg", "stage", "sipCode", "q850", "advice");
    private static final OpenApiDocument DOCUMENT = OpenApiDocument.load();

    static List<CallOutcome> outcomes() {
        return Outcomes.ofEachKind();
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void callThatEndsShowsAllOfItsOutcome(CallOutcome outcome) {
        CallView call = new CallView(
                "c1",
                CallPhase.ENDING,
                new CallView.Parties(CallDirection.TEAMS_TO_PBX, "s", "e", "r", "p", "l", "1", "2"),
                "a@b",
                "192.0.2.1:5060",
                Optional.empty(),
                Instant.parse("2026-11-21T10:00:00Z"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new CallView.Ended(Instant.parse("2026-11-21T10:00:09Z"), outcome, Optional.empty())),
                Optional.empty(),
                Optional.empty());
        JsonNode json = AdminFixture.JSON.readTree(CallJson.of(call));
        assertThat(DOCUMENT.check("Call", json)).isEmpty();
        Map<String, String> shown = new TreeMap<>();
        FIELDS.stream()
                .filter(json::has)
                .forEach(field -> shown.put(field, json.path(field).asString()));
        assertThat(shown).isEqualTo(Outcomes.shown(outcome));
    }
}
