package org.linekeeper.admin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.document.Faults;
import org.linekeeper.config.document.Node;
import org.linekeeper.config.document.Place;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson;
import org.linekeeper.config.model.Problem;
import org.linekeeper.config.model.Secret;

/**
 * Reads the body of a PUT: as JSON, against the schema of the OpenAPI document, and against the model's own checks. All faults
 * of all three are told at once; where schema and model complain of the same value, the model's words stand.
 */
final class EntityBody {
    private static final String PASSWORD = "password";
    private static final String PASSWORD_SET = "passwordSet";

    private final OpenApiDocument document;

    EntityBody(OpenApiDocument document) {
        this.document = document;
    }

    /** What came of reading. */
    sealed interface Outcome {
        /**
         * It is valid.
         *
         * @param keepsPassword whether the password is the stored one
         */
        record Good(Entity entity, boolean keepsPassword) implements Outcome {}

        record Bad(ProblemDetails problem) implements Outcome {}
    }

    /**
     * Reads a body.
     *
     * @param stored the password that stands when the body has none
     */
    Outcome read(Kind kind, String id, byte[] bytes, Supplier<Optional<Secret>> stored) {
        Faults faults = new Faults();
        Optional<Node> root = Documents.json(bytes, faults);
        List<Problem> problems = new ArrayList<>();
        faults.list().forEach(fault -> problems.add(new Problem(fault.pointer(), fault.message())));
        if (root.isEmpty()) {
            return new Outcome.Bad(
                    ProblemDetails.of(ProblemType.NOT_JSON, "Send one JSON object as UTF-8 text.", problems));
        }
        Node body = kind == Kind.LINE ? without(root.get(), PASSWORD_SET) : root.get();
        Optional<Node> completed =
                kind == Kind.LINE && lacks(body, PASSWORD) ? withPassword(body, stored.get()) : Optional.empty();
        EntityJson.Outcome read = EntityJson.read(kind, id, completed.orElse(body));
        if (read instanceof EntityJson.Outcome.Bad bad) {
            problems.addAll(bad.problems());
        }
        addNew(problems, document.check(EntityKinds.schema(kind), JsonTree.of(root.get())));
        if (problems.isEmpty() && read instanceof EntityJson.Outcome.Good good) {
            return new Outcome.Good(good.entity(), completed.isPresent());
        }
        return new Outcome.Bad(
                ProblemDetails.of(ProblemType.INVALID, "Nothing was changed. Correct what errors lists.", problems));
    }

    private static void addNew(List<Problem> problems, List<Problem> more) {
        Set<String> known = new HashSet<>();
        problems.forEach(problem -> known.add(problem.pointer()));
        more.stream().filter(problem -> !known.contains(problem.pointer())).forEach(problems::add);
    }

    private static Node without(Node body, String name) {
        return body instanceof Node.Members members
                ? new Node.Members(
                        members.place(),
                        members.values().stream()
                                .filter(member -> !member.name().equals(name))
                                .toList())
                : body;
    }

    private static boolean lacks(Node body, String name) {
        return body instanceof Node.Members members
                && members.values().stream()
                        .noneMatch(member -> member.name().equals(name) && !(member.value() instanceof Node.Nothing));
    }

    private static Optional<Node> withPassword(Node body, Optional<Secret> password) {
        if (password.isEmpty() || !(without(body, PASSWORD) instanceof Node.Members members)) {
            return Optional.empty();
        }
        List<Node.Member> all = new ArrayList<>(members.values());
        Node.Text text = new Node.Text(Place.WHOLE, password.get().reveal());
        all.add(new Node.Member(Place.WHOLE, PASSWORD, text));
        return Optional.of(new Node.Members(members.place(), all));
    }
}
