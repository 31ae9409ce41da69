package org.linekeeper.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.linekeeper.config.CallSettings;

/**
 * How many calls are let in. Any thread.
 *
 * <p>The rate is the leaky bucket of ITU-T I.371: each call moves a "theoretical arrival time" on by one interval, and a call that
 * comes more than a burst before it is refused. The burst is one second's worth.
 */
final class CallGate {
    private static final long SECOND = 1_000_000_000L;

    private final CallSettings limits;
    private final Clock clock;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong arrival = new AtomicLong(Long.MIN_VALUE);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<Runnable> whenEmpty = new AtomicReference<>(() -> {});

    CallGate(CallSettings limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Takes a place, or says why there is none; a place is given back by {@link #leave}. */
    Optional<Refusals> enter() {
        // Counted before it is checked, so that a call which slips past the closing gate is waited for.
        int now = calls.incrementAndGet();
        Optional<Refusals> refusal = closed.get()
                ? Optional.of(Refusals.STOPPING)
                : now > limits.maxCalls()
                        ? Optional.of(Refusals.TOO_MANY_CALLS)
                        : withinRate() ? Optional.empty() : Optional.of(Refusals.TOO_FAST);
        if (refusal.isPresent()) {
            leave();
        }
        return refusal;
    }

    /** As {@link #enter}, for a call that no limit holds back; only a gateway that is being stopped refuses it. */
    Optional<Refusals> enterUnlimited() {
        calls.incrementAndGet();
        if (!closed.get()) {
            return Optional.empty();
        }
        leave();
        return Optional.of(Refusals.STOPPING);
    }

    void leave() {
        if (calls.decrementAndGet() == 0 && closed.get()) {
            tell();
        }
    }

    /** Lets nobody in any more; tells once when the last one has left. Who closes it again is told as well. */
    void close(Runnable empty) {
        whenEmpty.updateAndGet(before -> () -> {
            before.run();
            empty.run();
        });
        closed.set(true);
        if (calls.get() == 0) {
            tell();
        }
    }

    private void tell() {
        whenEmpty.getAndSet(() -> {}).run();
    }

    int calls() {
        return calls.get();
    }

    private boolean withinRate() {
        long interval = SECOND / limits.maxPerSecond();
        Duration sinceEpoch = Duration.between(Instant.EPOCH, clock.instant());
        long now = sinceEpoch.toNanos();
        while (true) {
            long planned = arrival.get();
            // A clock that was set back must not keep calls out until it has caught up.
            long from = planned < now || planned > now + 2 * SECOND ? now : planned;
            if (from - now > SECOND - interval) {
                return false;
            }
            if (arrival.compareAndSet(planned, from + interval)) {
                return true;
            }
        }
    }
}
