package org.linekeeper.config.store;

import java.util.List;
import org.linekeeper.config.model.Problem;

/** What became of a write. The first four are durable before they are returned. */
public sealed interface WriteOutcome {
    record Created(long revision) implements WriteOutcome {}

    record Updated(long revision) implements WriteOutcome {}

    /** The same value stood there already; nothing was written. */
    record Unchanged(long revision) implements WriteOutcome {}

    record Deleted(long revision) implements WriteOutcome {}

    /** No such entity. */
    record NotFound() implements WriteOutcome {}

    /** The entity contradicts itself or names something that does not exist. */
    record Invalid(List<Problem> problems) implements WriteOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** It contradicts another entity: a number taken, a parent that still has children. */
    record Conflict(List<Problem> problems) implements WriteOutcome {
        public Conflict {
            problems = List.copyOf(problems);
        }
    }

    /** The precondition did not hold; 0 when there is no such entity. */
    record PreconditionFailed(long currentRevision) implements WriteOutcome {}

    /** The disk refused: nothing was written; the message is for an operator. */
    record Failed(String message) implements WriteOutcome {}
}
