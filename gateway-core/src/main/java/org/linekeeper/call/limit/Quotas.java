package org.linekeeper.call.limit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.linekeeper.call.limit.Quota.Owner;

/**
 * Counts the calls of those that have a limit. Any thread.
 *
 * <p>The rate is the leaky bucket of ITU-T I.371 with a burst of one second's worth. An owner is remembered while it has calls, and
 * beyond that at most once each.
 */
public final class Quotas {
    private static final long SECOND = 1_000_000_000L;

    private final Clock clock;
    private final ConcurrentMap<Key, Meter> meters = new ConcurrentHashMap<>();

    public Quotas(Clock clock) {
        this.clock = clock;
    }

    private record Key(Owner owner, String id) {}

    /** Calls at the moment, and the time at which the next one is due at the full rate. */
    private record Meter(int calls, long arrival) {}

    /** What came of asking for a place. */
    public sealed interface Outcome {
        /** There was one everywhere. */
        record Granted(Place place) implements Outcome {}

        /** There was none; nothing is counted. */
        record Exceeded(Owner owner, boolean tooFast) implements Outcome {}
    }

    /** One call's places; given back once, however often that is asked for. */
    public final class Place {
        private final List<Quota> taken;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(List<Quota> taken) {
            this.taken = List.copyOf(taken);
        }

        public void leave() {
            if (left.compareAndSet(false, true)) {
                taken.forEach(quota -> giveBack(quota, 0));
            }
        }
    }

    /** Takes a place with each of them, or with none. */
    public Outcome enter(List<Quota> quotas) {
        List<Quota> taken = new ArrayList<>();
        for (Quota quota : quotas) {
            if (!quota.limits()) {
                continue;
            }
            Verdict verdict = take(quota);
            if (verdict != Verdict.TAKEN) {
                Collections.reverse(taken);
                taken.forEach(other -> giveBack(other, interval(other)));
                return new Outcome.Exceeded(quota.owner(), verdict == Verdict.TOO_FAST);
            }
            taken.add(quota);
        }
        return new Outcome.Granted(new Place(taken));
    }

    /** How many owners are remembered. */
    public int owners() {
        return meters.size();
    }

    private enum Verdict {
        TAKEN,
        TOO_MANY,
        TOO_FAST
    }

    private Verdict take(Quota quota) {
        long now = now();
        Verdict[] verdict = {Verdict.TAKEN};
        meters.compute(key(quota), (key, known) -> {
            Meter meter = known == null ? new Meter(0, now) : known;
            long interval = interval(quota);
            // A clock that was set back must not keep calls out until it has caught up.
            boolean past = meter.arrival() < now || meter.arrival() > now + 2 * SECOND;
            long arrival = past ? now : meter.arrival();
            if (quota.maxCalls().isPresent()
                    && meter.calls() >= quota.maxCalls().getAsInt()) {
                verdict[0] = Verdict.TOO_MANY;
                return known;
            }
            if (interval > 0 && arrival - now > SECOND - interval) {
                verdict[0] = Verdict.TOO_FAST;
                return known;
            }
            verdict[0] = Verdict.TAKEN;
            return new Meter(meter.calls() + 1, arrival + interval);
        });
        return verdict[0];
    }

    private void giveBack(Quota quota, long interval) {
        long now = now();
        meters.computeIfPresent(key(quota), (key, meter) -> {
            int calls = Math.max(0, meter.calls() - 1);
            long arrival = meter.arrival() - interval;
            return calls == 0 && arrival <= now ? null : new Meter(calls, arrival);
        });
    }

    private long now() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos();
    }

    private static long interval(Quota quota) {
        return quota.maxPerSecond().isPresent() ? SECOND / quota.maxPerSecond().getAsInt() : 0;
    }

    private static Key key(Quota quota) {
        return new Key(quota.owner(), quota.id());
    }
}
