package org.linekeeper.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.call.number.Country;
import org.linekeeper.call.number.DialRules;
import org.linekeeper.call.number.Translation;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;
import org.linekeeper.config.model.Problem;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Directory;
import org.linekeeper.config.store.Versioned;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Says what becomes of a number, by the very rules that calls go by. */
final class NumberEndpoints {
    private static final String LINE_ID = "lineId";

    private final ConfigStore store;
    private final Directory directory;
    private final OpenApiDocument document;
    private final Workers workers;

    NumberEndpoints(ConfigStore store, Directory directory, OpenApiDocument document, Workers workers) {
        this.store = store;
        this.directory = directory;
        this.document = document;
        this.workers = workers;
    }

    List<ApiEndpoint> all() {
        return List.of(ApiEndpoint.guarded(
                "POST", "/pbxs/{id}:explain-number", request -> workers.run(() -> explain(request))));
    }

    private ApiResponse explain(ApiRequest request) {
        Optional<Pbx> pbx =
                store.get(Kind.PBX, request.id()).map(Versioned::entity).map(Pbx.class::cast);
        if (pbx.isEmpty()) {
            return EntityWrites.notFound(Kind.PBX).response();
        }
        JsonQuestion.Reading reading = JsonQuestion.read(document, "NumberQuestion", request.body());
        if (reading instanceof JsonQuestion.Reading.Bad bad) {
            return bad.problem().response();
        }
        JsonNode question = ((JsonQuestion.Reading.Good) reading).question();
        List<Problem> problems = new ArrayList<>();
        Optional<Line> line = line(question, pbx.get(), problems);
        return problems.isEmpty()
                ? ApiResponse.json(explained(question, pbx.get(), line.map(Line::phoneNumber)))
                : JsonQuestion.wrong(problems).response();
    }

    private Optional<Line> line(JsonNode question, Pbx pbx, List<Problem> problems) {
        String id = question.path(LINE_ID).asString("");
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Line> line = store.get(Kind.LINE, id)
                .map(Versioned::entity)
                .map(Line.class::cast)
                .filter(found -> found.pbxId().equals(pbx.id()));
        if (line.isEmpty()) {
            problems.add(new Problem("/" + LINE_ID, "there is no line with this id on this PBX"));
        }
        return line;
    }

    private String explained(JsonNode question, Pbx pbx, Optional<String> lineNumber) {
        String input = question.path("input").asString("");
        String direction = question.path("direction").asString("");
        boolean toPbx = direction.equals("to_pbx");
        DialRules rules = DialRules.of(pbx);
        Translation translation = toPbx ? rules.toPbx(input, lineNumber) : rules.fromPbx(input, lineNumber);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("input", input)
                .put("direction", direction)
                .put("taken", translation.input());
        rules.country(lineNumber).map(Country::region).ifPresent(country -> json.put("country", country));
        json.put("kind", translation.kind().name().toLowerCase(Locale.ROOT));
        translation.rule().ifPresent(at -> json.set("rule", of(at)));
        json.put("result", translation.result());
        translation.global().ifPresent(global -> json.put("global", global));
        if (!toPbx) {
            directory
                    .lineOfPbxByNumber(pbx.id(), translation.result())
                    .ifPresent(line -> json.set("line", called(line, translation.result())));
        }
        return json.put("advice", advice(translation, toPbx)).toString();
    }

    /** Which line a call to that number reaches, and why. */
    private static ObjectNode called(Line line, String number) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", line.id()).put("teamsNumber", line.teamsNumber(number));
        line.options().rangeOf(number).ifPresent(range -> json.putObject("range")
                .put("from", range.from())
                .put("to", range.to()));
        return json;
    }

    private static ObjectNode of(Translation.RuleAt at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("index", at.index());
        at.rule().name().ifPresent(name -> json.put("name", name));
        return json.put("pattern", at.rule().pattern())
                .put("replacement", at.rule().replacement());
    }

    private static String advice(Translation translation, boolean toPbx) {
        boolean same = translation.input().equals(translation.result());
        return switch (translation.kind()) {
            case EMERGENCY -> "An emergency number. It is never rewritten and never limited.";
            case RULE -> "The rule matched the whole number, and no rule before it did.";
            case CODE -> "A code of the PBX, which passes as it is.";
            case EXTENSION ->
                toPbx
                        ? same
                                ? "An extension of the PBX, which passes as it is."
                                : "An extension of the PBX. Teams knows it with a plus and the country's code, which are taken off."
                        : "An extension of the PBX. Teams takes only numbers with a plus, so it gets the country's code.";
            case NUMBER ->
                same
                        ? "A full telephone number, which is right as it is."
                        : toPbx
                                ? "A full telephone number, written in the PBX's format."
                                : "A full telephone number, as it is dialled in the country.";
            case OTHER ->
                toPbx
                        ? "No number that is known here; it passes as it is. Add a rule if the PBX wants something else."
                        : "No telephone number: Teams is shown an anonymous caller. Add a rule that makes a number of it.";
        };
    }
}
