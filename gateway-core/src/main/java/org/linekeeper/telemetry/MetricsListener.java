package org.linekeeper.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.event.CallAnswered;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallEnded;
import org.linekeeper.event.CallRecord;
import org.linekeeper.event.CallStarted;
import org.linekeeper.event.EventPublisher;
import org.linekeeper.event.GatewayEvent;
import org.linekeeper.event.PeerAsked;
import org.linekeeper.event.RegistrationChanged;

/** Counts and times what happens to lines and calls. Never blocks. */
public final class MetricsListener implements EventPublisher {
    private static final Duration[] SETUP_BOUNDS = seconds(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);
    private static final Duration[] RING_BOUNDS = seconds(1, 2.5, 5, 10, 20, 30, 60, 120);
    private static final Duration[] TALK_BOUNDS = seconds(1, 10, 30, 60, 180, 600, 1800, 3600);

    private final CodeCounter registrations;
    private final PeerCounters options;

    /** The calls between their start and their end. A refused call ends without a start, so a plain counter would drift. */
    private final Map<String, CallDirection> active = new ConcurrentHashMap<>();

    private final Map<CallDirection, Calls> calls = new EnumMap<>(CallDirection.class);

    private record Calls(
            Counter started, Counter answered, CodeCounter ended, Timer postDialDelay, Timer ring, Timer talk) {}

    public MetricsListener(Metrics metrics) {
        registrations = new CodeCounter(code ->
                metrics.counter("linekeeper.registration.outcomes", "Attempts to register by outcome", "code", code));
        options = new PeerCounters(metrics);
        for (CallDirection direction : CallDirection.values()) {
            calls.put(direction, callsOf(direction, metrics));
            Gauge.builder("linekeeper.calls.active", () -> activeOf(direction))
                    .description("Calls between their start and their end")
                    .tag("direction", word(direction))
                    .register(metrics.registry());
        }
    }

    @Override
    public void publish(GatewayEvent event) {
        if (event instanceof RegistrationChanged changed) {
            registrations.increment(changed.outcome().code());
        } else if (event instanceof PeerAsked asked) {
            options.increment(asked.peer(), asked.result());
        } else if (event instanceof CallStarted started) {
            active.put(started.callId(), started.direction());
            of(started.direction()).started().increment();
        } else if (event instanceof CallAnswered answered) {
            CallDirection direction = active.get(answered.callId());
            if (direction != null) {
                of(direction).answered().increment();
            }
        } else if (event instanceof CallEnded ended) {
            ended(ended.record());
        }
    }

    private void ended(CallRecord call) {
        active.remove(call.callId());
        Calls meters = of(call.direction());
        meters.ended().increment(call.outcome().code());
        record(meters.postDialDelay(), Optional.of(call.startedAt()), call.ringingAt());
        record(meters.ring(), call.ringingAt(), call.answeredAt());
        record(meters.talk(), call.answeredAt(), Optional.of(call.endedAt()));
    }

    private Calls of(CallDirection direction) {
        return Objects.requireNonNull(calls.get(direction));
    }

    private static Calls callsOf(CallDirection direction, Metrics metrics) {
        String[] tag = {"direction", word(direction)};
        return new Calls(
                metrics.counter("linekeeper.calls.started", "Calls accepted for bridging", tag),
                metrics.counter("linekeeper.calls.answered", "Calls answered", tag),
                new CodeCounter(code -> metrics.counter(
                        "linekeeper.calls.ended",
                        "Calls ended or refused by outcome",
                        tag[0],
                        tag[1],
                        "outcome",
                        code)),
                metrics.timer(
                        "linekeeper.call.post.dial.delay", "From INVITE to the first 18x answer", SETUP_BOUNDS, tag),
                metrics.timer("linekeeper.call.ring", "From the first 18x answer to the answer", RING_BOUNDS, tag),
                metrics.timer("linekeeper.call.duration", "From the answer to the end", TALK_BOUNDS, tag));
    }

    private long activeOf(CallDirection direction) {
        return active.values().stream().filter(direction::equals).count();
    }

    private static void record(Timer timer, Optional<Instant> from, Optional<Instant> to) {
        if (from.isPresent() && to.isPresent()) {
            Duration between = Duration.between(from.get(), to.get());
            // A clock that was set back must not subtract from a sum that only rises.
            timer.record(between.isNegative() ? Duration.ZERO : between);
        }
    }

    private static String word(CallDirection direction) {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private static Duration[] seconds(double... seconds) {
        Duration[] bounds = new Duration[seconds.length];
        for (int i = 0; i < seconds.length; i++) {
            bounds[i] = Duration.ofMillis(Math.round(seconds[i] * 1000));
        }
        return bounds;
    }
}
