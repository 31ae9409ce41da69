package org.linekeeper.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.document.Faults;
import org.linekeeper.config.document.Node;
import org.linekeeper.config.model.Problem;
import tools.jackson.databind.JsonNode;

/** Reads a body that is no entity. */
final class JsonQuestion {
    private JsonQuestion() {}

    /** What came of reading. */
    sealed interface Reading {
        /** It is as its schema says. */
        record Good(JsonNode question) implements Reading {}

        record Bad(ProblemDetails problem) implements Reading {}
    }

    /** Reads a body of that schema of the document. */
    static Reading read(OpenApiDocument document, String schema, byte[] body) {
        Faults faults = new Faults();
        Optional<Node> root = Documents.json(body, faults);
        List<Problem> problems = new ArrayList<>();
        faults.list().forEach(fault -> problems.add(new Problem(fault.pointer(), fault.message())));
        if (root.isEmpty() || !problems.isEmpty()) {
            return new Reading.Bad(
                    ProblemDetails.of(ProblemType.NOT_JSON, "Send one JSON object as UTF-8 text.", problems));
        }
        JsonNode question = JsonTree.of(root.get());
        problems.addAll(document.check(schema, question));
        return problems.isEmpty() ? new Reading.Good(question) : new Reading.Bad(wrong(problems));
    }

    static ProblemDetails wrong(List<Problem> problems) {
        return ProblemDetails.of(ProblemType.INVALID, "Nothing was done. Correct what errors lists.", problems);
    }
}
