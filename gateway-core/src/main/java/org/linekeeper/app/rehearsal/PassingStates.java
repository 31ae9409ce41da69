package org.linekeeper.app.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiConsumer;
import org.linekeeper.config.store.LineStateStore;
import org.linekeeper.config.store.states.StateLog;

/** Keeps states in a file that goes with it. Blocks on the disk. */
final class PassingStates implements LineStateStore, AutoCloseable {
    private final Path folder;
    private final Path file;
    private final StateLog log;

    PassingStates() throws IOException {
        folder = Files.createTempDirectory("linekeeper-rehearsal");
        file = folder.resolve("states");
        log = StateLog.open(file, line -> true);
    }

    @Override
    public void save(Map<String, byte[]> stateByLineId) {
        try {
            log.append(stateByLineId);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int load(BiConsumer<String, byte[]> stateByLineId) {
        return 0;
    }

    @Override
    public int damages() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        log.close();
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
    }
}
