package org.linekeeper.app;

import java.util.List;
import java.util.function.Supplier;
import org.linekeeper.admin.Readiness;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.store.ConfigStore;

/**
 * Ready means: the store answers, and new calls are taken. Sockets are open before the admin port is, so they need no check of
 * their own.
 */
final class ReadinessCheck implements Supplier<Readiness> {
    private final ConfigStore store;
    private volatile boolean draining;

    ReadinessCheck(ConfigStore store) {
        this.store = store;
    }

    /** From now on the gateway is not ready: it takes no new calls. */
    void draining() {
        draining = true;
    }

    @Override
    public Readiness get() {
        return new Readiness(List.of(store(), calls()));
    }

    private Readiness.Check calls() {
        return new Readiness.Check(
                "calls", !draining, draining ? "The gateway waits for its calls to end and takes no new ones." : "");
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
