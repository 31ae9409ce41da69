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
    List<Versioned<Entity>> list(Entity.Kind kind, String after, int limit);

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
