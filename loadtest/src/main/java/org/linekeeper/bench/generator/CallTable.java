package org.linekeeper.bench.generator;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The calls in progress by number. Numbers rise; one that would share its place with a call in progress is left out. For one thread. */
final class CallTable {
    private static final int PLACES = 1 << 19;

    private final @Nullable Call[] calls = new @Nullable Call[PLACES];
    private final ArrayDeque<Call> spare = new ArrayDeque<>();
    private int next = 1;
    private int live;

    /** Makes a call that can be used again and again. */
    interface Maker {
        Call make();
    }

    /** A call with a number of its own; null when as many are in progress as there are places. */
    @Nullable
    Call add(Load load, long now, Maker maker) {
        if (live == PLACES) {
            return null;
        }
        while (calls[next & (PLACES - 1)] != null) {
            next++;
        }
        Call call = spare.pollFirst();
        if (call == null) {
            call = maker.make();
        }
        call.begin(next, load, now);
        calls[next & (PLACES - 1)] = call;
        next++;
        live++;
        return call;
    }

    /** The call with this number, if it is in progress. */
    @Nullable
    Call get(long number) {
        Call call = number < 0 ? null : calls[(int) number & (PLACES - 1)];
        return call == null || call.number != (int) number ? null : call;
    }

    void remove(Call call) {
        calls[call.number & (PLACES - 1)] = null;
        spare.addFirst(call);
        live--;
    }

    int live() {
        return live;
    }
}
