package org.linekeeper.config.store;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Problem;
import org.linekeeper.config.store.Database.Durability;
import org.linekeeper.config.store.EntityWrites.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model in its tables. */
final class SqliteConfigStore implements ConfigStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteConfigStore.class);

    private final Database database;
    private final WriteQueue queue;
    private final ModelDirectory directory;
    private final Runnable close;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    SqliteConfigStore(Database database, WriteQueue queue, ModelDirectory directory, Runnable close) {
        this.database = database;
        this.queue = queue;
        this.directory = directory;
        this.close = close;
    }

    @Override
    public WriteOutcome put(Entity entity, Precondition precondition) {
        List<Problem> problems = entity.problems();
        return problems.isEmpty()
                ? write(handle -> EntityWrites.put(handle, entity, precondition))
                : new WriteOutcome.Invalid(problems);
    }

    @Override
    public WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition) {
        return write(handle -> EntityWrites.delete(handle, kind, id, precondition));
    }

    private WriteOutcome write(Function<Handle, Written> work) {
        try {
            return queue.await(new WriteQueue.Write<>(Durability.POWER, work, this::committed))
                    .outcome();
        } catch (CompletionException e) {
            String words = SqlFailures.words(e.getCause() == null ? e : e.getCause());
            LOG.error("A write to the store failed: {}", words, e);
            return new WriteOutcome.Failed(words);
        }
    }

    private void committed(Written written) {
        written.change().ifPresent(change -> {
            directory.apply(change.before(), change.after());
            listeners.forEach(listener -> tell(listener, change));
        });
    }

    private static void tell(ChangeListener listener, Change change) {
        try {
            listener.changed(change);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on the change with revision {}; the change stands", change.revision(), e);
        }
    }

    @Override
    public Optional<Versioned<Entity>> get(Entity.Kind kind, String id) {
        return database.read(handle -> Rows.get(handle, kind, id));
    }

    @Override
    public List<Versioned<Entity>> list(Entity.Kind kind, String after, int limit) {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("limit " + limit + " is not from 1 to 10,000");
        }
        return database.read(handle -> Rows.list(handle, kind, after, limit));
    }

    @Override
    public void subscribe(ChangeListener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        close.run();
    }
}
