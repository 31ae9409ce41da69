package org.linekeeper.registration.pace.machine;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns of the same claim. The PBXs that share the target are served in turn, so that one with 50,000 lines does not delay another
 * one's ten.
 */
final class Lane {
    /** Queues of PBXs without turns are kept up to this number, so that single turns make no garbage. */
    private static final int IDLE_QUEUES = 64;

    private final boolean gated;
    private final Map<String, TenantQueue> queues = new HashMap<>();
    private final ArrayDeque<TenantQueue> ring = new ArrayDeque<>();
    private int size;
    private long closedUntil = Long.MIN_VALUE;

    /** @param gated whether the gates of the PBXs are asked */
    Lane(boolean gated) {
        this.gated = gated;
    }

    int size() {
        return size;
    }

    void add(Turn turn) {
        TenantQueue queue = queues.get(turn.pbxId);
        if (queue == null || queue.gate != turn.gate) {
            queue = new TenantQueue(turn.gate);
            queues.put(turn.pbxId, queue);
        }
        queue.add(turn);
        if (!queue.inRing) {
            queue.inRing = true;
            ring.add(queue);
        }
        size++;
        closedUntil = Long.MIN_VALUE;
    }

    /** Takes a turn out before it was its turn. */
    void remove(Turn turn) {
        if (turn.queue != null) {
            turn.queue.remove(turn);
            size--;
        }
    }

    /** The next turn; null when there is none or all wait at closed gates. */
    @Nullable
    Turn poll(long now) {
        if (now < closedUntil) {
            return null;
        }
        long opens = Long.MAX_VALUE;
        for (int left = ring.size(); left > 0; left--) {
            TenantQueue queue = ring.remove();
            if (queue.isEmpty()) {
                retire(queue);
            } else if (gated && !queue.gate.admits(now)) {
                opens = Math.min(opens, queue.gate.closedUntil());
                ring.add(queue);
            } else {
                return taken(queue);
            }
        }
        closedUntil = size == 0 ? Long.MIN_VALUE : opens;
        return null;
    }

    /** When it makes sense to poll again though nothing was added; in the past for at once. */
    long closedUntil() {
        return closedUntil;
    }

    /** A gate may be open now. */
    void gatesChanged() {
        closedUntil = Long.MIN_VALUE;
    }

    void forEach(Consumer<Turn> action) {
        for (TenantQueue queue : ring) {
            queue.forEach(action);
        }
    }

    private @Nullable Turn taken(TenantQueue queue) {
        Turn turn = queue.poll();
        size--;
        if (queue.isEmpty()) {
            retire(queue);
        } else {
            ring.add(queue);
        }
        return turn;
    }

    private void retire(TenantQueue queue) {
        queue.inRing = false;
        if (queues.size() > IDLE_QUEUES) {
            queues.values().remove(queue);
        }
    }
}
