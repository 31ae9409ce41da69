package org.linekeeper.admin;

import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.linekeeper.admin.RegistrationsView.LineRegistration;
import org.linekeeper.admin.RegistrationsView.PbxRegistration;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationOutcome;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.CredentialTrials;
import org.linekeeper.registration.RefreshOrders;
import org.linekeeper.registration.machine.TrialVerdict;
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
        text(json, "aor", line.aor());
        line.binding().ifPresent(binding -> json.set("binding", of(binding)));
        text(json, "nextAttemptAt", line.nextAttemptAt());
        text(json, "lastResponse", line.lastResponse());
        line.failure().ifPresent(failure -> json.set("failure", of(failure)));
        ArrayNode history = json.putArray("history");
        for (RegistrationsView.Transition transition : line.history()) {
            history.addObject()
                    .put("at", transition.at().toString())
                    .put("state", word(transition.state()))
                    .put("what", transition.what());
        }
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
        new TreeMap<>(pbx.targets())
                .forEach((target, lines) ->
                        targets.addObject().put("target", target).put("lines", lines));
        pbx.pace().ifPresent(pace -> json.set("pace", PaceJson.of(pace)));
        return json.toString();
    }

    /** What came of a trial of credentials. */
    static ApiResponse of(CredentialTrials.Report report) {
        TrialVerdict verdict = report.verdict();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("outcome", verdict.code());
        if (verdict.status() > 0) {
            json.put("sipStatus", verdict.status());
            json.put("response", (verdict.status() + " " + verdict.reason()).trim());
        }
        text(json, "target", verdict.target().map(Target::shown));
        report.roundTrip().ifPresent(took -> json.put("roundTripMillis", took.toMillis()));
        json.put("passwordChecked", verdict.passwordChecked());
        json.put("advice", verdict.advice());
        return ApiResponse.of(200, verdict.code(), ApiResponse.JSON, json.toString());
    }

    static String of(RefreshOrders.Outcome.Accepted refresh) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("lines", refresh.lines())
                .put("rejected", refresh.rejected())
                .put("disabled", refresh.unwanted())
                .toString();
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

    private static ObjectNode of(RegistrationsView.Binding binding) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("target", binding.target())
                .put("requestedSeconds", binding.requested().toSeconds())
                .put("grantedSeconds", binding.granted().toSeconds())
                .put("expiresAt", binding.expiresAt().toString());
    }

    private static ObjectNode of(RegistrationOutcome.Failed failure) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("code", failure.code());
        if (failure.status() > 0) {
            json.put("sipStatus", failure.status());
        }
        return failure.advice().isEmpty() ? json : json.put("advice", failure.advice());
    }

    private static void text(ObjectNode json, String name, Optional<?> value) {
        value.ifPresent(present -> json.put(name, present.toString()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
