package org.linekeeper.admin;

import java.util.Locale;
import java.util.Optional;
import org.linekeeper.admin.CallsView.CallInProgress;
import org.linekeeper.admin.RegistrationsView.LineRegistration;
import org.linekeeper.admin.RegistrationsView.PbxRegistration;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Views as JSON, with the names that the OpenAPI document gives. What is absent is left out. */
final class ViewJson {
    private ViewJson() {}

    static String of(LineRegistration line) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("lineId", line.lineId());
        json.put("pbxId", line.pbxId());
        json.put("state", word(line.state()));
        json.put("since", line.since().toString());
        text(json, "target", line.target());
        line.requestedExpires().ifPresent(time -> json.put("requestedExpiresSeconds", time.toSeconds()));
        line.grantedExpires().ifPresent(time -> json.put("grantedExpiresSeconds", time.toSeconds()));
        text(json, "expiresAt", line.expiresAt());
        text(json, "nextAttemptAt", line.nextAttemptAt());
        line.lastOutcome().ifPresent(outcome -> json.set("lastOutcome", of(outcome)));
        return json.toString();
    }

    static String of(PbxRegistration pbx) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("pbxId", pbx.pbxId());
        json.put(
                "lines",
                pbx.states().values().stream().mapToInt(Integer::intValue).sum());
        ObjectNode states = json.putObject("states");
        for (RegistrationState state : RegistrationState.values()) {
            states.put(word(state), pbx.states().getOrDefault(state, 0));
        }
        ArrayNode targets = json.putArray("targets");
        pbx.targets()
                .forEach(target ->
                        targets.addObject().put("target", target.target()).put("lines", target.lines()));
        return json.toString();
    }

    static String of(CallInProgress call) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("callId", call.callId());
        json.put("direction", word(call.direction()));
        json.put("state", word(call.state()));
        json.put("lineId", call.lineId());
        json.put("caller", call.caller());
        json.put("callee", call.callee());
        json.put("startedAt", call.startedAt().toString());
        return json.toString();
    }

    /** The checks of the gateway's readiness. */
    static ArrayNode of(Readiness readiness) {
        ArrayNode checks = JsonNodeFactory.instance.arrayNode();
        for (Readiness.Check check : readiness.checks()) {
            ObjectNode json = checks.addObject().put("name", check.name()).put("ok", check.ok());
            if (!check.detail().isEmpty()) {
                json.put("detail", check.detail());
            }
        }
        return checks;
    }

    private static ObjectNode of(RegistrationOutcome outcome) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("code", outcome.code());
        if (outcome instanceof RegistrationOutcome.Failed failed && failed.status() > 0) {
            json.put("sipStatus", failed.status());
        }
        if (!outcome.advice().isEmpty()) {
            json.put("advice", outcome.advice());
        }
        return json;
    }

    private static void text(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
