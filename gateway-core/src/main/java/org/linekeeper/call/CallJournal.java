package org.linekeeper.call;

import java.util.concurrent.CompletionStage;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.EventPublisher;

/** Takes what happens to calls, and keeps the record of each. Must not block. */
public interface CallJournal extends EventPublisher {
    /**
     * A call ended or was refused: told instead of {@link #publish}, once for each.
     *
     * @return completes normally, on any thread, when the record is on the disk or given up; until then the call stays in view
     */
    CompletionStage<?> ended(CallEnded ended);
}
