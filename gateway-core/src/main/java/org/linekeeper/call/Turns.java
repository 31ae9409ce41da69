package org.linekeeper.call;

import java.util.ArrayDeque;
import java.util.Deque;

/** What comes in while a step is being done waits until it is done: a leg may signal while it performs an action. Owner loop only. */
final class Turns {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /** Does it when those before it are done. */
    void enter(Runnable input) {
        defer(input);
        run();
    }

    /** The same, not before the next {@link #run} or {@link #enter}. */
    void defer(Runnable input) {
        waiting.add(input);
    }

    /** Does all that waits, unless that is under way. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        } finally {
            running = false;
        }
    }
}
