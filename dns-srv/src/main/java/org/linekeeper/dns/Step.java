package org.linekeeper.dns;

import java.util.Set;

/** What server location does next. */
sealed interface Step {
    /** Ask all of these, then decide again. Never empty. */
    record Ask(Set<Question> questions) implements Step {
        public Ask {
            questions = Set.copyOf(questions);
        }
    }

    /** The end. */
    record Done(Location location) implements Step {}
}
