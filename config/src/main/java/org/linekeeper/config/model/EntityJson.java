package org.linekeeper.config.model;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.linekeeper.config.document.Documents;
import org.linekeeper.config.document.Faults;
import org.linekeeper.config.document.Node;
import org.linekeeper.config.document.Section;
import org.linekeeper.config.model.Entity.Kind;

/**
 * Entities as JSON. Names are those of the record components, words are in lower case, {@code expires} is
 * {@code expiresSeconds}, networks and the outbound proxy are text. Reading is strict: an unknown name, a name that stands
 * twice, a wrong type and a value out of range are all reported, each with its pointer.
 */
public final class EntityJson {
    private EntityJson() {}

    /** What came of reading. */
    public sealed interface Outcome {
        record Good(Entity entity) implements Outcome {}

        /** Every problem found; at least one. */
        record Bad(List<Problem> problems) implements Outcome {
            public Bad {
                problems = List.copyOf(problems);
            }
        }
    }

    /**
     * Reads the body of a write.
     *
     * @param kind what it should be
     * @param id the id that the path says; the body may repeat it but not contradict it
     * @param body UTF-8 text, at most {@link Documents#MAX_BYTES}
     */
    public static Outcome read(Kind kind, String id, byte[] body) {
        Faults faults = new Faults();
        Optional<Node> root = Documents.json(body, faults);
        return root.isPresent() ? read(kind, id, root.get(), faults) : new Outcome.Bad(problems(faults));
    }

    /** As {@link #read(Kind, String, byte[])}, from a part of a document that is already parsed; pointers start at that part. */
    public static Outcome read(Kind kind, String id, Node body) {
        return read(kind, id, body, new Faults());
    }

    private static Outcome read(Kind kind, String id, Node body, Faults faults) {
        Entity entity = Section.read(body, faults, section -> EntityReader.read(kind, id, section));
        for (Problem problem : entity.problems()) {
            // A value that could not be read has a stand-in, which is not to be judged.
            if (!faults.touch(problem.pointer())) {
                faults.add(body.place(), problem.pointer(), problem.message());
            }
        }
        return faults.isEmpty() ? new Outcome.Good(entity) : new Outcome.Bad(problems(faults));
    }

    /**
     * Reads what {@link #writeWithSecrets} wrote. Only the shape is checked: a value that an older version let pass stays
     * readable when the rules become stricter.
     */
    public static Outcome readStored(Kind kind, String id, byte[] document) {
        Optional<Line> line = kind == Kind.LINE ? LineDocument.read(id, document) : Optional.empty();
        return line.isPresent() ? new Outcome.Good(line.get()) : readAtLength(kind, id, document);
    }

    /** As {@link #readStored}, in whatever form. */
    static Outcome readAtLength(Kind kind, String id, byte[] document) {
        Faults faults = new Faults();
        Optional<Entity> entity = Documents.json(document, faults)
                .map(root -> Section.read(root, faults, section -> EntityReader.read(kind, id, section)));
        return entity.isPresent() && faults.isEmpty()
                ? new Outcome.Good(entity.get())
                : new Outcome.Bad(problems(faults));
    }

    /** An entity for those who may look at it: without secrets. */
    public static String write(Entity entity) {
        return new EntityWriter(false).write(entity);
    }

    /** An entity whole, with its secrets: for the store only. */
    public static byte[] writeWithSecrets(Entity entity) {
        return new EntityWriter(true).write(entity).getBytes(StandardCharsets.UTF_8);
    }

    private static List<Problem> problems(Faults faults) {
        return faults.list().stream()
                .map(fault -> new Problem(fault.pointer(), fault.message()))
                .toList();
    }
}
