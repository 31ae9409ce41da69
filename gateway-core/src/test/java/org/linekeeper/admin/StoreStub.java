package org.linekeeper.admin;

import java.util.List;
import java.util.Optional;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Owner;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;

/** A store that does what another does, but for what a test overrides. */
class StoreStub implements ConfigStore {
    private final ConfigStore store;

    StoreStub(ConfigStore store) {
        this.store = store;
    }

    @Override
    public WriteOutcome put(Entity entity, Precondition precondition) {
        return store.put(entity, precondition);
    }

    @Override
    public WriteOutcome delete(Kind kind, String id, Precondition precondition) {
        return store.delete(kind, id, precondition);
    }

    @Override
    public Optional<Versioned<Entity>> get(Kind kind, String id) {
        return store.get(kind, id);
    }

    @Override
    public List<Versioned<Entity>> list(Kind kind, Optional<Owner> owner, String after, int limit) {
        return store.list(kind, owner, after, limit);
    }

    @Override
    public void subscribe(ChangeListener listener) {
        store.subscribe(listener);
    }

    @Override
    public void close() {
        store.close();
    }
}
