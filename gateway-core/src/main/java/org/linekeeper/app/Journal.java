package org.linekeeper.app;

import java.util.concurrent.CompletionStage;
import org.linekeeper.call.CallJournal;
import org.linekeeper.cdr.CdrWriter;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.event.GatewayEvent;

/** Hands the events of calls to everybody, and the records of ended ones to the file as well. */
final class Journal implements CallJournal {
    private final EventPublisher listeners;
    private final CdrWriter cdrs;

    Journal(EventPublisher listeners, CdrWriter cdrs) {
        this.listeners = listeners;
        this.cdrs = cdrs;
    }

    @Override
    public void publish(GatewayEvent event) {
        listeners.publish(event);
    }

    @Override
    public CompletionStage<?> ended(CallEnded ended) {
        listeners.publish(ended);
        return cdrs.write(ended.record());
    }
}
