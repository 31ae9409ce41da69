package org.linekeeper.config.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /** Writes of a bulk that wait at the same time: enough for whole transactions, and they take little memory. */
    private static final int AT_ONCE = 8_192;

    private final Database database;
    private final WriteQueue queue;
    private final ModelDirectory directory;
    private final LoggedLineStates states;
    private final Runnable close;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

    SqliteConfigStore(
            Database database, WriteQueue queue, ModelDirectory directory, LoggedLineStates states, Runnable close) {
        this.database = database;
        this.queue = queue;
        this.directory = directory;
        this.states = states;
        this.close = close;
    }

    @Override
    public WriteOutcome put(Entity entity, Precondition precondition) {
        return outcome(submit(entity, precondition));
    }

    @Override
    public WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition) {
        return outcome(submit(handle -> EntityWrites.delete(handle, kind, id, precondition)));
    }

    @Override
    public List<WriteOutcome> putAll(List<? extends Entity> entities) {
        return all(entities, entity -> submit(entity, new Precondition.None()));
    }

    @Override
    public List<WriteOutcome> deleteAll(Entity.Kind kind, List<String> ids) {
        return all(ids, id -> submit(handle -> EntityWrites.delete(handle, kind, id, new Precondition.None())));
    }

    private static <T> List<WriteOutcome> all(
            List<? extends T> items, Function<T, CompletableFuture<WriteOutcome>> write) {
        List<WriteOutcome> outcomes = new ArrayList<>(items.size());
        for (int from = 0; from < items.size(); from += AT_ONCE) {
            List<CompletableFuture<WriteOutcome>> waiting = new ArrayList<>(AT_ONCE);
            items.subList(from, Math.min(items.size(), from + AT_ONCE)).forEach(item -> waiting.add(write.apply(item)));
            waiting.forEach(future -> outcomes.add(outcome(future)));
        }
        return outcomes;
    }

    private CompletableFuture<WriteOutcome> submit(Entity entity, Precondition precondition) {
        List<Problem> problems = entity.problems();
        return problems.isEmpty()
                ? submit(handle -> put(handle, entity, precondition))
                : CompletableFuture.completedFuture(new WriteOutcome.Invalid(problems));
    }

    private Written put(Handle handle, Entity entity, Precondition precondition) {
        Written written = EntityWrites.put(handle, entity, precondition);
        if (entity.kind() == Entity.Kind.LINE && written.outcome() instanceof WriteOutcome.Created) {
            states.begin(entity.id());
        }
        return written;
    }

    private CompletableFuture<WriteOutcome> submit(Function<Handle, Written> work) {
        return queue.submit(new WriteQueue.Write<>(Durability.POWER, work, this::committed))
                .thenApply(Written::outcome);
    }

    private static WriteOutcome outcome(CompletableFuture<WriteOutcome> future) {
        try {
            return future.join();
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
    public List<Versioned<Entity>> list(Entity.Kind kind, Optional<Owner> owner, String after, int limit) {
        if (limit < 1 || limit > 10_000) {
            throw new IllegalArgumentException("limit " + limit + " is not from 1 to 10,000");
        }
        if (owner.filter(of -> !Owner.mayOwn(of.kind(), kind)).isPresent()) {
            throw new IllegalArgumentException(owner.get() + " owns no " + kind);
        }
        return database.read(handle -> Rows.list(handle, kind, owner, after, limit));
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
