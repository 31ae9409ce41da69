package org.linekeeper.cdr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallTransfer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CdrJsonTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path DOC = Path.of("../docs/cdr.md");

    private static String line(CallRecord call) {
        return new String(CdrJson.line(call), StandardCharsets.UTF_8);
    }

    private static CallOutcome failed(String advice) {
        return new CallOutcome.Failed(
                "busy", CallOutcome.Party.CALLEE, CallOutcome.Leg.PBX, CallOutcome.Stage.RINGING, 486, 17, advice);
    }

    @Test
    void anAnsweredCallHasItsTimes() {
        JsonNode json = JSON.readTree(line(Records.answered("c1")));
        assertThat(json.path("version").asInt()).isEqualTo(1);
        assertThat(json.path("direction").asString()).isEqualTo("pbx_to_teams");
        assertThat(json.path("postDialDelayMillis").asLong()).isEqualTo(350);
        assertThat(json.path("ringMillis").asLong()).isEqualTo(4_000);
        assertThat(json.path("durationMillis").asLong()).isEqualTo(60_000);
        assertThat(json.path("outcome").asString()).isEqualTo("completed");
        assertThat(json.path("endedBy").asString()).isEqualTo("caller");
        assertThat(json.has("advice")).isFalse();
    }

    @Test
    void aRefusedCallHasOnlyWhatIsKnown() {
        JsonNode json = JSON.readTree(line(Records.refused("c2")));
        assertThat(json.path("outcome").asString()).isEqualTo("unknown_tenant");
        assertThat(json.path("sipCode").asInt()).isEqualTo(404);
        assertThat(json.path("advice").asString()).startsWith("Create a direct route");
        assertThat(json.propertyNames())
                .doesNotContain("enterpriseId", "target", "ringingAt", "durationMillis", "codecs", "failedLeg");
        assertThat(json.path("endedBy").asString()).isEqualTo("gateway");
        assertThat(json.path("stage").asString()).isEqualTo("admission");
    }

    @Test
    void aFailedCallNamesItsLeg() {
        CallOutcome failed = failed("");
        JsonNode json = JSON.readTree(line(Records.full("c3", "1", failed)));
        assertThat(json.path("failedLeg").asString()).isEqualTo("pbx");
        assertThat(json.path("endedBy").asString()).isEqualTo("callee");
        assertThat(json.path("stage").asString()).isEqualTo("ringing");
    }

    private static CallRecord transferred() {
        CallTransfer to = new CallTransfer(
                Optional.of("c6"),
                CallTransfer.Kind.BLIND,
                CallOutcome.Party.CALLER,
                Optional.of(486),
                Optional.of("205"));
        CallTransfer from =
                new CallTransfer("c4", CallTransfer.Kind.TAKEN_OVER, CallOutcome.Party.CALLEE, Optional.empty());
        return Records.transferred("c5", to, from);
    }

    @Test
    void aTransferNamesTheOtherCalls() {
        JsonNode json = JSON.readTree(line(transferred()));
        assertThat(json.path("transferredToCallId").asString()).isEqualTo("c6");
        assertThat(json.path("transferredToKind").asString()).isEqualTo("blind");
        assertThat(json.path("transferor").asString()).isEqualTo("caller");
        assertThat(json.path("transferSipCode").asInt()).isEqualTo(486);
        assertThat(json.path("transferredFromCallId").asString()).isEqualTo("c4");
        assertThat(json.path("transferredFromKind").asString()).isEqualTo("taken_over");
    }

    /** The PBX calls the target, which makes no other call here. */
    @Test
    void aTransferByThePbxNamesTheNumber() {
        CallTransfer to = CallTransfer.byPbx("205", Optional.empty(), CallOutcome.Party.CALLEE);
        JsonNode json = JSON.readTree(line(Records.transferred("c5", to, to)));
        assertThat(json.has("transferredToCallId")).isFalse();
        assertThat(json.path("transferredToNumber").asString()).isEqualTo("205");
        assertThat(json.path("transferredToKind").asString()).isEqualTo("blind");
        assertThat(json.path("transferor").asString()).isEqualTo("callee");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\r\n{\"callId\":\"forged\"}",
                "\u0000\u0007\u001b[2J",
                "a\u007fb",
                "\u0085\u2028\u2029",
                "\u202egnp.exe",
                "J\u00fcrgen \ud83d\ude00",
                "\ud800 lone",
                "\"\\/"
            })
    void whateverACallerIsCalledTheRecordIsOneLineOfAscii(String caller) {
        CallOutcome outcome = new CallOutcome.Cancelled(CallOutcome.Stage.RINGING);
        String line = line(Records.full("c4", caller, outcome));
        assertThat(line).endsWith("}\n");
        assertThat(line.substring(0, line.length() - 1)).matches("[\\x20-\\x7e]*");
        assertThat(JSON.readTree(line).path("caller").asString()).isEqualTo(caller);
    }

    @Test
    void theDocumentNamesEveryFieldInOrderAndItsExampleIsTrue() throws IOException {
        Set<String> fields = new LinkedHashSet<>();
        CallOutcome failed = failed("Try later.");
        fields.addAll(JSON.readTree(line(Records.answered("c1"))).propertyNames());
        List<String> all = new ArrayList<>(fields);
        all.add(all.indexOf("endedBy") + 1, "failedLeg");
        all.addAll(List.of("advice", "reason"));
        JsonNode transferred = JSON.readTree(line(transferred()));
        transferred.propertyNames().stream()
                .filter(name -> name.startsWith("transfer"))
                .forEach(all::add);
        assertThat(all)
                .containsAll(JSON.readTree(line(Records.full("c", "1", failed))).propertyNames());

        String doc = Files.readString(DOC);
        List<String> documented = new ArrayList<>();
        Matcher row =
                Pattern.compile("(?m)^\\| `([A-Za-z0-9]+)` \\|").matcher(doc.substring(0, doc.indexOf("## Outcomes")));
        while (row.find()) {
            documented.add(row.group(1));
        }
        assertThat(documented).isEqualTo(all);
        assertThat(doc).contains(line(Records.answered("9f1c3b5a")).strip());
    }
}
