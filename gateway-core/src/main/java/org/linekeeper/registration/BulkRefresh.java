package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.linekeeper.sip.loop.Loop;

/**
 * Refreshes the lines of one PBX, so few at a time that refreshes which come due meanwhile are not kept waiting in the pacer's queue
 * until their bindings end. Runs on one loop.
 */
final class BulkRefresh {
    /** More than one pacer's window, so that the pacer and not this class sets the pace. */
    static final int MOST_UNDER_WAY = 64;

    static final Duration TICK = Duration.ofMillis(100);
    /** A hundred a second: nobody waits for these refreshes, so they need not come as fast as the PBX can take them. */
    private static final int MOST_PER_TICK = 10;

    /** A line that takes longer, for instance because its target is down, is left to itself. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    /**
     * What it works with.
     *
     * @param refresh renews the registration of a line; any thread
     * @param busy whether a REGISTER of this line waits or is in flight; any thread
     */
    record Means(Consumer<String> refresh, Predicate<String> busy, Clock clock) {}

    private final Means means;
    private final Loop loop;
    private final Deque<String> left;
    private final Runnable done;
    private final Map<String, Instant> underWay = new HashMap<>();

    /**
     * @param done told once, on the loop, when nothing is left
     */
    BulkRefresh(Means means, Loop loop, List<String> lineIds, Runnable done) {
        this.means = means;
        this.loop = loop;
        this.left = new ArrayDeque<>(lineIds);
        this.done = done;
    }

    void begin() {
        loop.execute(this::tick);
    }

    private void tick() {
        Instant now = means.clock().instant();
        underWay.entrySet()
                .removeIf(line -> !means.busy().test(line.getKey())
                        || line.getValue().plus(PATIENCE).isBefore(now));
        for (int begun = 0; begun < MOST_PER_TICK && !left.isEmpty() && underWay.size() < MOST_UNDER_WAY; begun++) {
            String lineId = left.remove();
            underWay.put(lineId, now);
            means.refresh().accept(lineId);
        }
        if (left.isEmpty() && underWay.isEmpty()) {
            done.run();
        } else {
            loop.timers().schedule(TICK, this::tick);
        }
    }
}
