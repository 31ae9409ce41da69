package org.linekeeper.call.presence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.linekeeper.call.presence.Presence.State;
import org.linekeeper.config.store.PresenceStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines that take no calls now; those of before a restart too, once {@link #resume} has been called. Any thread. */
public final class Presences {
    private static final Logger log = LoggerFactory.getLogger(Presences.class);

    private final Clock clock;
    private volatile @Nullable PresenceStore store;
    private final ConcurrentMap<String, Presence> paused = new ConcurrentHashMap<>();

    public Presences(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes up what was kept, and keeps from now on what lines say; blocks on the disk.
     *
     * @return what was taken up, and what was over meanwhile
     */
    public Map<String, Presence> resume(PresenceStore kept) {
        Map<String, Presence> resumed = new HashMap<>();
        try {
            kept.load().forEach((lineId, stored) -> read(stored.state())
                    .ifPresent(state -> resumed.put(lineId, new Presence(state, stored.since(), stored.until()))));
        } catch (RuntimeException e) {
            log.warn("Lines that took no calls take them again: {}", e.getMessage());
        }
        store = kept;
        Instant now = clock.instant();
        resumed.forEach((lineId, presence) -> {
            if (presence.isOver(now)) {
                kept.delete(lineId);
            } else {
                paused.putIfAbsent(lineId, presence);
            }
        });
        return resumed;
    }

    private static Optional<State> read(String name) {
        return Arrays.stream(State.values())
                .filter(state -> state.name().equals(name))
                .findFirst();
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
        PresenceStore kept = store;
        if (state == State.AVAILABLE) {
            boolean was = paused.remove(lineId) != null;
            if (was && kept != null) {
                kept.delete(lineId);
            }
        } else {
            paused.put(lineId, presence);
            if (kept != null) {
                kept.save(lineId, new PresenceStore.Stored(state.name(), now, presence.until()));
            }
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

    /** The line is gone, and what is kept of it. */
    public void forget(String lineId) {
        paused.remove(lineId);
    }

    int size() {
        return paused.size();
    }
}
