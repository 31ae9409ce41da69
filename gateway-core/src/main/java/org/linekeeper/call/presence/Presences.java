package org.linekeeper.call.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.linekeeper.call.presence.Presence.State;

/** The lines that take no calls now. Kept in memory: who sets it sets it again after a restart. Any thread. */
public final class Presences {
    private final Clock clock;
    private final ConcurrentMap<String, Presence> paused = new ConcurrentHashMap<>();

    public Presences(Clock clock) {
        this.clock = clock;
    }

    /**
     * Says what a line wants from now on.
     *
     * @param lineId a line that exists
     * @param lasting for how long; empty for until it says something else
     */
    public Presence set(String lineId, State state, Optional<Duration> lasting) {
        Instant now = clock.instant();
        Presence presence =
                new Presence(state, now, state == State.AVAILABLE ? Optional.empty() : lasting.map(now::plus));
        if (state == State.AVAILABLE) {
            paused.remove(lineId);
        } else {
            paused.put(lineId, presence);
        }
        return presence;
    }

    /** What a line said last; empty when it is available. */
    public Optional<Presence> of(String lineId) {
        Presence presence = paused.get(lineId);
        if (presence == null) {
            return Optional.empty();
        }
        if (presence.isOver(clock.instant())) {
            paused.remove(lineId, presence);
            return Optional.empty();
        }
        return Optional.of(presence);
    }

    /** How long that one lasts from now on; empty for until the line says something else. */
    public Optional<Duration> left(Presence presence) {
        return presence.until().map(until -> Duration.between(clock.instant(), until));
    }

    /** The line is gone. */
    public void forget(String lineId) {
        paused.remove(lineId);
    }

    int size() {
        return paused.size();
    }
}
