package org.linekeeper.event;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each event to every listener, in their order, on the publisher's thread. A listener that throws is counted and logged;
 * neither the publisher nor the other listeners notice.
 */
public final class FanOut implements EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(FanOut.class);

    /** How many failures pass between two log lines, so that a broken listener does not flood the log. */
    private static final long LOG_EVERY = 1_000;

    private final EventPublisher[] listeners;
    private final LongAdder failures = new LongAdder();

    public FanOut(List<EventPublisher> listeners) {
        this.listeners = listeners.toArray(EventPublisher[]::new);
    }

    @Override
    public void publish(GatewayEvent event) {
        for (EventPublisher listener : listeners) {
            try {
                listener.publish(event);
            } catch (RuntimeException e) {
                report(listener, event, e);
            }
        }
    }

    /** How often a listener has thrown. */
    public long failures() {
        return failures.sum();
    }

    private void report(EventPublisher listener, GatewayEvent event, RuntimeException cause) {
        long before = failures.sum();
        failures.increment();
        if (before % LOG_EVERY == 0) {
            LOG.error(
                    "Listener {} failed on {} ({} failures so far); the event went on to the others",
                    listener.getClass().getSimpleName(),
                    event.getClass().getSimpleName(),
                    before + 1,
                    cause);
        }
    }
}
