package org.linekeeper.app;

import java.util.List;
import java.util.function.Supplier;
import org.linekeeper.admin.Readiness;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.store.ConfigStore;

/** Ready means: the store answers. Sockets are open before the admin port is, so they need no check of their own. */
final class ReadinessCheck implements Supplier<Readiness> {
    private final ConfigStore store;

    ReadinessCheck(ConfigStore store) {
        this.store = store;
    }

    @Override
    public Readiness get() {
        return new Readiness(List.of(store()));
    }

    private Readiness.Check store() {
        try {
            store.list(Entity.Kind.ENTERPRISE, "", 1);
            return new Readiness.Check("store", true, "");
        } catch (RuntimeException unreadable) {
            return new Readiness.Check("store", false, "The store cannot be read. Look at its disk.");
        }
    }
}
