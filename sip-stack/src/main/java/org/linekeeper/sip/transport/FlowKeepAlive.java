package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.sip.loop.Timers;

/**
 * Keep-alive of one flow (RFC 5626 3.5.1 and 4.4.1): a ping from time to time, and the end of the flow when its pong stays out.
 *
 * <p>A pong is insisted on only where the peer is known to send one: it took part in outbound, named a Flow-Timer, or has
 * answered an earlier ping on this flow. To any other peer the CRLFs are harmless (RFC 3261 7.5), still keep firewalls open, and
 * let TCP find out that nobody is there. On the loop of the flow.
 */
final class FlowKeepAlive {
    /** RFC 5626 4.4.1: a flow whose pong does not come within 10 seconds MUST be treated as failed. */
    static final Duration PONG_WITHIN = Duration.ofSeconds(10);

    /** RFC 5626 4.4: without a Flow-Timer, a random time between 95 and 120 seconds. */
    private static final Duration LEAST = Duration.ofSeconds(95);

    private static final Duration MOST = Duration.ofMinutes(2);
    private static final Duration MESSAGE_ENDS_WITHIN = Duration.ofSeconds(1);
    /** What the peer says of the flow is looked for in its first answers only; it says it in each. */
    private static final int ANSWERS_READ = 8;

    private final Wire wire;
    private final Timers timers;
    private final RandomGenerator random;
    private Optional<Duration> flowTimer = Optional.empty();
    private boolean answersPings;
    private int answersRead;
    private Timers.@Nullable Timeout next;
    private Timers.@Nullable Timeout awaited;

    FlowKeepAlive(Wire wire, Timers timers, RandomGenerator random) {
        this.wire = wire;
        this.timers = timers;
        this.random = random;
    }

    /** The connection. */
    interface Wire {
        /** Sends a double CRLF; a single one that comes from now on is its pong. */
        void ping();

        /** Takes no CRLF for a pong any more. */
        void forgetPing();

        /** Whether a message has begun to come in and not ended. */
        boolean isMidMessage();

        /** The peer is gone. */
        void failed(String cause);
    }

    void start() {
        schedule();
    }

    void stop() {
        cancel(next);
        cancel(awaited);
        next = null;
        awaited = null;
    }

    /** A message came; it may tell how the peer wants the flow to be kept. */
    void received(byte[] message) {
        if (answersRead < ANSWERS_READ) {
            FlowTerms.of(message).ifPresent(this::agreed);
        }
    }

    private void agreed(FlowTerms terms) {
        answersRead++;
        answersPings |= terms.outbound() || terms.timer().isPresent();
        if (terms.timer().isPresent() && !terms.timer().equals(flowTimer)) {
            flowTimer = terms.timer();
            cancel(next);
            schedule();
        }
    }

    void ponged() {
        if (awaited != null) {
            answersPings = true;
            cancel(awaited);
            awaited = null;
        }
    }

    private void schedule() {
        // RFC 5626 4.4: a random time between 80 and 100 % of the Flow-Timer, anew each time, so that the flows of one
        // start do not ping together for ever.
        double most = flowTimer.orElse(MOST).toMillis();
        double least = flowTimer.isPresent() ? most * 0.8 : LEAST.toMillis();
        next = timers.schedule(Duration.ofMillis(Math.round(least + random.nextDouble() * (most - least))), () -> {
            ping();
            schedule();
        });
    }

    private void ping() {
        wire.ping();
        if (awaited == null) {
            awaited = timers.schedule(PONG_WITHIN, this::pongMissed);
        }
    }

    private void pongMissed() {
        awaited = null;
        if (answersPings && wire.isMidMessage()) {
            // RFC 5626 4.4.1: the pong may stand behind a message that is being received when the 10 seconds end.
            awaited = timers.schedule(MESSAGE_ENDS_WITHIN, this::pongMissed);
        } else if (answersPings) {
            wire.failed("no answer to a keep-alive within " + PONG_WITHIN.toSeconds() + " s");
        } else {
            wire.forgetPing();
        }
    }

    private static void cancel(Timers.@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
