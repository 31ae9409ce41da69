package org.linekeeper.dns;

import java.util.concurrent.CompletionStage;

/** Where the cache gets what it does not have. */
interface AnswerSource {
    /** Never completes exceptionally; completes on any thread. */
    CompletionStage<Answer> ask(Question question);
}
