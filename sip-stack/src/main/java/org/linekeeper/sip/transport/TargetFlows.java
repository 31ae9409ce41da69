package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The registration flows to one target, and how they fared. Guarded by the pool. */
final class TargetFlows {
    /** A flow that lived so long has shown that its target can hold one. */
    private static final long STABLE_NANOS = Duration.ofMinutes(2).toNanos();

    private final int maxLines;
    private final Map<Integer, RegistrationFlow> flows = new TreeMap<>();
    private final TreeMap<Integer, RegistrationFlow> withRoom = new TreeMap<>();
    private int failures;
    private boolean lostBefore;
    private long lostAt;

    TargetFlows(int maxLines) {
        this.maxLines = maxLines;
    }

    /** The oldest with room: flows fill up one after the other, so that after a mass loss they are opened one by one. */
    @Nullable
    RegistrationFlow withRoom() {
        return withRoom.isEmpty() ? null : withRoom.firstEntry().getValue();
    }

    void add(RegistrationFlow flow) {
        flows.put(flow.number(), flow);
        linesChanged(flow);
    }

    void remove(RegistrationFlow flow) {
        flows.remove(flow.number());
        withRoom.remove(flow.number());
    }

    /** A line has joined or left the flow. */
    void linesChanged(RegistrationFlow flow) {
        if (flow.lines() >= maxLines) {
            withRoom.remove(flow.number());
        } else if (flows.containsKey(flow.number())) {
            withRoom.put(flow.number(), flow);
        }
    }

    /**
     * A flow was lost. What was opened after the last loss and is lost soon is the next failure in a row; what was opened before
     * it belongs to the same event.
     *
     * @return failures in a row, 0 for the first loss
     */
    int lost(long openedAt, long now) {
        if (now - openedAt >= STABLE_NANOS) {
            failures = 0;
        } else if (lostBefore && openedAt - lostAt > 0) {
            failures++;
        }
        lostBefore = true;
        lostAt = now;
        return failures;
    }

    /** Whether nothing here matters any more. */
    boolean isSettled(long now) {
        return flows.isEmpty() && (!lostBefore || now - lostAt >= STABLE_NANOS);
    }
}
