package org.linekeeper.config.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiConsumer;
import org.linekeeper.config.store.states.StateLog;

/** Runtime state of lines, in a file of its own beside the database. */
final class LoggedLineStates implements LineStateStore, AutoCloseable {
    private static final byte[] NONE = {};

    private final StateLog log;
    private volatile boolean closed;

    LoggedLineStates(StateLog log) {
        this.log = log;
    }

    @Override
    public void save(Map<String, byte[]> stateByLineId) {
        attempt("written", () -> log.append(stateByLineId));
    }

    /** A line of this id is about to be made: the state of one that was deleted before must not become its own. */
    void begin(String lineId) {
        save(Map.of(lineId, NONE));
    }

    @Override
    public int load(BiConsumer<String, byte[]> stateByLineId) {
        int[] gone = new int[1];
        attempt("read", () -> gone[0] = log.load(stateByLineId));
        return gone[0];
    }

    @Override
    public int damages() {
        return log.damages();
    }

    private void attempt(String what, Step step) {
        if (closed) {
            throw new StoreException("the store is closed", new IllegalStateException());
        }
        try {
            step.run();
        } catch (IOException e) {
            throw new StoreException("the line states cannot be " + what + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the line states cannot be closed", e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
