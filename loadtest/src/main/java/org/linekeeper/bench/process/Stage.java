package org.linekeeper.bench.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Everything that a benchmark has started or made and must take away again, in reverse order: at its end, after a failure, and
 * when the benchmark itself is told to stop. Any thread.
 */
public final class Stage implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clear, "clean-up");
    private boolean closed;

    /** An empty stage that is cleared when this JVM is told to end. */
    public Stage() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Takes charge of a thing. Closing one twice must do no harm. */
    public synchronized <T extends AutoCloseable> T add(T thing) {
        if (closed) {
            closeQuietly(thing);
            throw new IllegalStateException("the benchmark is being stopped");
        }
        things.push(thing);
        return thing;
    }

    /** Clears the stage. */
    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook clears, or has done so.
            return;
        }
    }

    private synchronized void clear() {
        closed = true;
        while (!things.isEmpty()) {
            closeQuietly(things.pop());
        }
    }

    private static void closeQuietly(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            System.err.println("bench: could not clean up: " + e);
        }
    }
}
