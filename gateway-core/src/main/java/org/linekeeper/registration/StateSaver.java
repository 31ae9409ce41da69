package org.linekeeper.registration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.linekeeper.config.store.LineStateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects snapshots and writes them in batches on a worker, so that no event loop waits for the disk. Any thread. */
final class StateSaver {
    private static final Logger log = LoggerFactory.getLogger(StateSaver.class);
    private static final byte[] DELETED = {};

    private final LineStateStore store;
    private final Executor worker;
    private final Map<String, byte[]> pending = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    StateSaver(LineStateStore store, Executor worker) {
        this.store = store;
        this.worker = worker;
    }

    void save(String lineId, byte[] snapshot) {
        pending.put(lineId, snapshot);
        if (writing.compareAndSet(false, true)) {
            worker.execute(this::write);
        }
    }

    void delete(String lineId) {
        save(lineId, DELETED);
    }

    /** Writes what is left, after what is being written; blocks. False when the store refused: it stays pending. */
    synchronized boolean flush() {
        Map<String, byte[]> batch = new HashMap<>();
        for (String lineId : List.copyOf(pending.keySet())) {
            byte[] snapshot = pending.remove(lineId);
            if (snapshot != null) {
                batch.put(lineId, snapshot);
            }
        }
        if (batch.isEmpty()) {
            return true;
        }
        try {
            store.save(batch);
            return true;
        } catch (RuntimeException e) {
            batch.forEach(pending::putIfAbsent);
            log.error(
                    "Cannot save the registration state of {} lines; after a restart they would register anew. Check the disk.",
                    batch.size(),
                    e);
            return false;
        }
    }

    private void write() {
        boolean written = flush();
        writing.set(false);
        if (written && !pending.isEmpty() && writing.compareAndSet(false, true)) {
            worker.execute(this::write);
        }
    }
}
