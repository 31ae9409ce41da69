package org.linekeeper.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.document.Faults;
import org.linekeeper.config.document.Node;
import org.linekeeper.config.document.Place;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Problem;

/** Reads the credentials that are to be tried: those of the body, and of a stored line what the body lacks. */
final class TrialBody {
    private static final String SIP_USER = "sipUser";
    private static final String AUTH_USER = "authUser";
    private static final String PASSWORD = "password";

    private final OpenApiDocument document;

    TrialBody(OpenApiDocument document) {
        this.document = document;
    }

    /** What came of reading. */
    sealed interface Outcome {
        /** A line with the credentials to try; what else it has is a stand-in. */
        record Good(Line line) implements Outcome {}

        record Bad(ProblemDetails problem) implements Outcome {}
    }

    /**
     * Reads a body.
     *
     * @param schema what it has to be
     * @param pbxId where the credentials are tried
     * @param stored the line whose credentials stand where the body has none
     * @param body JSON, or nothing
     */
    Outcome read(String schema, String pbxId, Optional<Line> stored, byte[] body) {
        Faults faults = new Faults();
        byte[] text = body.length == 0 && stored.isPresent() ? new byte[] {'{', '}'} : body;
        Optional<Node> root = Documents.json(text, faults);
        List<Problem> problems = new ArrayList<>();
        faults.list().forEach(fault -> problems.add(new Problem(fault.pointer(), fault.message())));
        if (root.isEmpty() || !problems.isEmpty()) {
            return new Outcome.Bad(
                    ProblemDetails.of(ProblemType.NOT_JSON, "Send one JSON object as UTF-8 text.", problems));
        }
        problems.addAll(document.check(schema, JsonTree.of(root.get())));
        if (problems.isEmpty()) {
            EntityJson.Outcome line =
                    EntityJson.read(Kind.LINE, stored.map(Line::id).orElse("new"), merged(pbxId, stored, root.get()));
            if (line instanceof EntityJson.Outcome.Good good) {
                return new Outcome.Good((Line) good.entity());
            }
            problems.addAll(((EntityJson.Outcome.Bad) line).problems());
        }
        return new Outcome.Bad(
                ProblemDetails.of(ProblemType.INVALID, "Nothing was tested. Correct what errors lists.", problems));
    }

    /** The model checks the credentials as those of a line, so they are put into one. */
    private static Node merged(String pbxId, Optional<Line> stored, Node body) {
        Map<String, Node> values = new LinkedHashMap<>();
        put(values, "pbxId", pbxId);
        put(values, "directRouteId", "none");
        put(values, "teamsUser", "none");
        put(values, "phoneNumber", "+10");
        stored.ifPresent(line -> {
            put(values, SIP_USER, line.sipUser());
            line.authUser().ifPresent(user -> put(values, AUTH_USER, user));
            put(values, PASSWORD, line.password().reveal());
        });
        if (body instanceof Node.Members members) {
            members.values().stream()
                    .filter(member -> !(member.value() instanceof Node.Nothing))
                    .forEach(member -> values.put(member.name(), member.value()));
        }
        List<Node.Member> all = new ArrayList<>();
        values.forEach((name, value) -> all.add(new Node.Member(Place.WHOLE, name, value)));
        return new Node.Members(Place.WHOLE, all);
    }

    private static void put(Map<String, Node> values, String name, String value) {
        values.put(name, new Node.Text(Place.WHOLE, value));
    }
}
