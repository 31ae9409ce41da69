package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds trials back: one at a time of a line, few in a while at a PBX, because PBXs ban addresses from which wrong passwords come.
 * Safe for use by any thread.
 */
final class TrialThrottle {
    static final int MOST_PER_PBX = 5;
    static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final Clock clock;
    private final Map<String, Deque<Instant>> begun = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();

    TrialThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * One wants to begin; {@link #ended} follows when it may.
     *
     * @param key what is tried only once at a time
     * @return empty when it may
     */
    synchronized Optional<TooSoon> begin(String pbxId, String key) {
        Instant now = clock.instant();
        begun.values().removeIf(times -> outdated(times, now));
        Deque<Instant> times = begun.getOrDefault(pbxId, new ArrayDeque<>());
        if (underWay.contains(key)) {
            return Optional.of(new TooSoon(A_MOMENT, "A test of the same line is under way."));
        }
        if (times.size() >= MOST_PER_PBX) {
            return Optional.of(new TooSoon(
                    Duration.between(now, times.element().plus(WINDOW)),
                    "At most " + MOST_PER_PBX + " tests in " + WINDOW.toSeconds()
                            + " seconds are sent to one PBX, because PBXs ban addresses that fail too often."));
        }
        times.add(now);
        begun.put(pbxId, times);
        underWay.add(key);
        return Optional.empty();
    }

    synchronized void ended(String key) {
        underWay.remove(key);
    }

    /** How much is remembered, for tests that look for leftovers. */
    synchronized int size() {
        return begun.size() + underWay.size();
    }

    private static boolean outdated(Deque<Instant> times, Instant now) {
        while (!times.isEmpty() && !times.element().plus(WINDOW).isAfter(now)) {
            times.remove();
        }
        return times.isEmpty();
    }
}
