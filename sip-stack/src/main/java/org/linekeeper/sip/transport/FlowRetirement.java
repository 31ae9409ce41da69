package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.linekeeper.sip.loop.Timers;

/**
 * The last minutes of a connection on which a certificate was shown that is not ours any more, or whose far end does not serve. Nothing new is sent over it, but it
 * stays while a call that began on it may still ring, and then until nobody is in the middle of something. Loop only.
 */
final class FlowRetirement {
    /** RFC 3261 16.6: timer C, the longest that an INVITE may ring unanswered, "MUST be larger than 3 minutes". */
    static final Duration STILL_RINGING = Duration.ofSeconds(200);

    /** Longer than a request and its answer take: between two pings of a peer there is such a pause. */
    static final Duration QUIET = Duration.ofSeconds(5);

    /** A connection that is never quiet ends all the same. */
    static final int TRIES = 24;

    private final Timers timers;
    private final LongSupplier moves;
    private final Runnable end;

    /**
     * @param moves how often anything came or went on it so far
     * @param end closes it; does nothing when it has ended before
     */
    FlowRetirement(Timers timers, LongSupplier moves, Runnable end) {
        this.timers = timers;
        this.moves = moves;
        this.end = end;
    }

    void begin() {
        timers.schedule(STILL_RINGING, () -> whenQuiet(TRIES));
    }

    private void whenQuiet(int tries) {
        long before = moves.getAsLong();
        timers.schedule(QUIET, () -> {
            if (tries > 1 && moves.getAsLong() != before) {
                whenQuiet(tries - 1);
            } else {
                end.run();
            }
        });
    }
}
