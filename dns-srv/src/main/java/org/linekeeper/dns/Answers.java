package org.linekeeper.dns;

import org.jspecify.annotations.Nullable;

/** The answers at hand. */
interface Answers {
    /** The answer, the same one each time; null when it must be asked for. */
    @Nullable
    Known get(Question question);
}
