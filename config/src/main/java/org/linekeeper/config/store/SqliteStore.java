package org.linekeeper.config.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.store.OpenOutcome.Opened;
import org.linekeeper.config.store.OpenOutcome.Refused;
import org.linekeeper.config.store.states.StateLog;
import org.linekeeper.config.store.states.UnusableStatesException;

/** The embedded store: an SQLite file and beside it a file of line states, for one daemon; the model is held in memory as well. */
public final class SqliteStore implements AutoCloseable {
    private final StoreLock lock;
    private final Database database;
    private final WriteQueue queue;
    private final ModelDirectory directory;
    private final SqliteConfigStore config;
    private final LoggedLineStates lineStates;
    private final SqlitePresences presences;

    private SqliteStore(StoreLock lock, Database database, ModelDirectory directory, StateLog states) {
        this.lock = lock;
        this.database = database;
        this.directory = directory;
        queue = new WriteQueue(database);
        lineStates = new LoggedLineStates(states);
        presences = new SqlitePresences(database, queue);
        config = new SqliteConfigStore(database, queue, directory, lineStates, this::close);
    }

    /**
     * Opens or creates a store, brings its schema up to date and loads the model. Blocks on the disk.
     *
     * @param file the database file; its folder is created when missing, both for their owner only
     */
    public static OpenOutcome open(Path file) {
        return open(file, Map.of());
    }

    static OpenOutcome open(Path file, Map<String, String> driver) {
        Path path = file.toAbsolutePath().normalize();
        try {
            StoreFiles.prepare(path);
            Optional<StoreLock> lock = StoreLock.take(path.resolveSibling(path.getFileName() + ".lock"));
            return lock.isPresent()
                    ? open(path, driver, lock.get())
                    : new Refused("the store " + path + " is in use by another daemon; stop that one first");
        } catch (IOException e) {
            return new Refused("the store " + path + " cannot be used: " + e);
        }
    }

    private static OpenOutcome open(Path path, Map<String, String> driver, StoreLock lock) throws IOException {
        Database database = null;
        boolean opened = false;
        try {
            StoreFiles.giveDriverItsFolder(path);
            database = new Database(path, driver);
            Path states = path.resolveSibling(path.getFileName() + ".states");
            InheritedStates.takeOver(database, states);
            Optional<String> hindrance = Migrations.run(database.dataSource());
            if (hindrance.isPresent()) {
                return new Refused("the store " + path + " " + hindrance.get());
            }
            ModelDirectory directory = load(database);
            StateLog log = StateLog.open(states, id -> directory.line(id).isPresent());
            SqliteStore store = new SqliteStore(lock, database, directory, log);
            opened = true;
            return new Opened(store);
        } catch (UnusableStatesException e) {
            return new Refused("the file " + path + ".states " + e.getMessage());
        } catch (RuntimeException e) {
            return new Refused("the store " + path + " cannot be opened: " + SqlFailures.words(e));
        } finally {
            if (!opened) {
                if (database != null) {
                    database.close();
                }
                lock.close();
            }
        }
    }

    private static ModelDirectory load(Database database) {
        ModelDirectory directory = new ModelDirectory();
        database.read(handle -> {
            for (Kind kind : Kind.values()) {
                Rows.forEach(handle, kind, directory::load);
            }
            return directory;
        });
        return directory;
    }

    /** The model, to write and to page through. */
    public ConfigStore config() {
        return config;
    }

    /** The runtime state of lines. */
    public LineStateStore lineStates() {
        return lineStates;
    }

    /** The lines that take no calls now. */
    public PresenceStore presences() {
        return presences;
    }

    /** The model in memory: a change is in it before listeners are told and before its write returns. */
    public Directory directory() {
        return directory;
    }

    /** Waits for the writes under way, then closes the file. Later writes fail; the directory stays readable. */
    @Override
    public void close() {
        queue.close();
        lineStates.close();
        database.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of the store cannot be released", e);
        }
    }
}
