package org.linekeeper.call;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.GatewayEvent;

/** Remembers every event, and keeps records when the test says so. */
final class HeldJournal implements CallJournal {
    private final List<GatewayEvent> events;
    private final Supplier<CompletionStage<Void>> kept;

    HeldJournal(List<GatewayEvent> events, Supplier<CompletionStage<Void>> kept) {
        this.events = events;
        this.kept = kept;
    }

    @Override
    public void publish(GatewayEvent event) {
        events.add(event);
    }

    @Override
    public CompletionStage<?> ended(CallEnded ended) {
        events.add(ended);
        return kept.get();
    }
}
