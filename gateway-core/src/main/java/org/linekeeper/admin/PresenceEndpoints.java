package org.linekeeper.admin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.call.LineStatus;
import org.linekeeper.call.LineStatuses;
import org.linekeeper.call.presence.Presence;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.config.model.Entity.Kind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whether lines take calls from their PBXs. */
final class PresenceEndpoints {
    private static final String PATH = "/lines/{id}/presence";

    private final LineStatuses lines;
    private final OpenApiDocument document;
    private final Workers workers;

    PresenceEndpoints(LineStatuses lines, OpenApiDocument document, Workers workers) {
        this.lines = lines;
        this.document = document;
        this.workers = workers;
    }

    List<ApiEndpoint> all() {
        return List.of(
                ApiEndpoint.guarded("GET", PATH, request -> workers.run(() -> shown(lines.of(request.id())))),
                ApiEndpoint.guarded("PUT", PATH, request -> workers.run(() -> set(request))));
    }

    private ApiResponse set(ApiRequest request) {
        JsonQuestion.Reading reading = JsonQuestion.read(document, "Presence", request.body());
        if (reading instanceof JsonQuestion.Reading.Bad bad) {
            return bad.problem().response();
        }
        JsonNode wanted = ((JsonQuestion.Reading.Good) reading).question();
        State state = State.valueOf(wanted.path("state").asString("").toUpperCase(Locale.ROOT));
        int minutes = wanted.path("minutes").asInt(0);
        return shown(lines.set(
                request.id(), state, minutes > 0 ? Optional.of(Duration.ofMinutes(minutes)) : Optional.empty()));
    }

    private static ApiResponse shown(Optional<LineStatus> line) {
        return line.map(found -> ApiResponse.json(json(found)))
                .orElseGet(() -> EntityWrites.notFound(Kind.LINE).response());
    }

    private static String json(LineStatus line) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("lineId", line.lineId());
        State state = line.presence().map(Presence::state).orElse(State.AVAILABLE);
        json.put("state", state.name().toLowerCase(Locale.ROOT));
        line.presence().ifPresent(presence -> json.put("since", presence.since().toString()));
        line.presence().flatMap(Presence::until).ifPresent(until -> json.put("until", until.toString()));
        json.put("calls", line.calls());
        line.voiceMessages().ifPresent(messages -> json.putObject("voiceMessages")
                .put("waiting", messages.waiting())
                .put("unheard", messages.unheard())
                .put("heard", messages.heard())
                .put("at", messages.at().toString()));
        line.feature().ifPresent(report -> {
            ObjectNode feature = json.putObject("featureEvent")
                    .put("doNotDisturb", report.doNotDisturb())
                    .put("outcome", report.outcome().name().toLowerCase(Locale.ROOT));
            report.sipCode().ifPresent(code -> feature.put("sipCode", code));
            feature.put("at", report.at().toString()).put("advice", report.advice());
        });
        return json.toString();
    }
}
