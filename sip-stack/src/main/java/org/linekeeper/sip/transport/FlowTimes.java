package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.loop.Timers;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** How long a connection may take to open, a message to be whole, and both ends to be silent. On the loop of the connection. */
final class FlowTimes {
    private final Timers timers;
    private final TransportLimits limits;
    private final StreamDecoder decoder;
    private final Closing flow;
    private Timers.@Nullable Timeout opening;
    private Timers.@Nullable Timeout message;
    private Timers.@Nullable Timeout idle;
    private long completedWhenArmed;

    /** Ends the connection. */
    interface Closing {
        void close(Event reason, String cause);
    }

    FlowTimes(Timers timers, TransportLimits limits, StreamDecoder decoder, Closing flow) {
        this.timers = timers;
        this.limits = limits;
        this.decoder = decoder;
        this.flow = flow;
    }

    /** Waits for the connection to open. */
    void opening(Duration within, Event orElse, String cause) {
        opening = timers.schedule(within, () -> flow.close(orElse, cause));
    }

    void opened() {
        cancel(opening);
    }

    /**
     * Waits for a time in which nothing moves.
     *
     * @param moves how often anything came or went
     */
    void watchIdle(LongSupplier moves) {
        long before = moves.getAsLong();
        idle = timers.schedule(limits.idleTimeout(), () -> {
            if (moves.getAsLong() != before) {
                watchIdle(moves);
            } else {
                flow.close(Event.IDLE_TIMEOUT, "nothing was said for " + limits.idleTimeout());
            }
        });
    }

    /** Something was read: each message has its time from its first byte on. */
    void read() {
        boolean moved = decoder.completed() != completedWhenArmed;
        if (message != null && (moved || !decoder.isMidMessage())) {
            cancel(message);
            message = null;
        }
        if (message == null && decoder.isMidMessage()) {
            completedWhenArmed = decoder.completed();
            message = timers.schedule(
                    limits.messageTimeout(),
                    () -> flow.close(Event.MESSAGE_TIMEOUT, "a message took longer than " + limits.messageTimeout()));
        }
    }

    void stop() {
        cancel(opening);
        cancel(message);
        cancel(idle);
    }

    private static void cancel(Timers.@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
