package org.linekeeper.config.store;

import java.util.List;
import java.util.Optional;
import org.linekeeper.config.model.Entity;

/**
 * The durable model. Its methods block on the disk: call them from a worker thread, never from an event loop. Safe for use by
 * any thread; writes are serialised.
 */
public interface ConfigStore extends AutoCloseable {
    /** Writes one entity, checked against itself and against all others, durable before it returns. */
    WriteOutcome put(Entity entity, Precondition precondition);

    /** Deletes one entity; a conflict while others depend on it. */
    WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition);

    /**
     * Writes many entities in this order, each as {@link #put} without a precondition would, but sharing transactions: some
     * thousands a second. One that fails does not hinder the others.
     *
     * @return what became of each, in the same order
     */
    default List<WriteOutcome> putAll(List<? extends Entity> entities) {
        return entities.stream()
                .map(entity -> put(entity, new Precondition.None()))
                .toList();
    }

    /** Deletes many entities, as {@link #putAll} writes them. */
    default List<WriteOutcome> deleteAll(Entity.Kind kind, List<String> ids) {
        return ids.stream().map(id -> delete(kind, id, new Precondition.None())).toList();
    }

    /**
     * Reads one entity.
     *
     * @throws StoreException when the disk refuses
     */
    Optional<Versioned<Entity>> get(Entity.Kind kind, String id);

    /**
     * Lists entities by id.
     *
     * @param after the last id of the page before, or the empty string
     * @param limit 1 to 10,000
     * @throws StoreException when the disk refuses
     */
    default List<Versioned<Entity>> list(Entity.Kind kind, String after, int limit) {
        return list(kind, Optional.empty(), after, limit);
    }

    /**
     * Lists entities of one owner by id.
     *
     * @param owner one that may own entities of that kind; empty for all of the kind
     * @param after the last id of the page before, or the empty string
     * @param limit 1 to 10,000
     * @throws StoreException when the disk refuses
     */
    List<Versioned<Entity>> list(Entity.Kind kind, Optional<Owner> owner, String after, int limit);

    /**
     * Hands every change from now on to the listener, in revision order, on the store's own thread, after it is durable and
     * before the write returns to its caller.
     */
    void subscribe(ChangeListener listener);

    @Override
    void close();

    /** Told of every committed change. Must not block. */
    @FunctionalInterface
    interface ChangeListener {
        void changed(Change change);
    }
}
