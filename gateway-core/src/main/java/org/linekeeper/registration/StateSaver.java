package org.linekeeper.registration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.linekeeper.config.store.LineStateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects snapshots and writes them in batches on a worker, so that no event loop waits for the disk. Any thread. */
final class StateSaver {
    private static final Logger log = LoggerFactory.getLogger(StateSaver.class);
    private static final byte[] DELETED = {};

    private final LineStateStore store;
    private final Executor worker;
    private final Object pendingLock = new Object();
    private final Object storeLock = new Object();
    private Map<String, byte[]> pending = new HashMap<>();
    private List<Runnable> waiting = new ArrayList<>();
    private boolean writing;

    StateSaver(LineStateStore store, Executor worker) {
        this.store = store;
        this.worker = worker;
    }

    /**
     * Writes snapshots soon.
     *
     * @param snapshots kept: the caller does not touch it any more
     * @param then run on the worker when they are written, or when the store has refused them: waiting would help nobody
     */
    void save(Map<String, byte[]> snapshots, List<Runnable> then) {
        synchronized (pendingLock) {
            if (pending.isEmpty() && snapshots instanceof HashMap) {
                pending = snapshots;
            } else {
                pending.putAll(snapshots);
            }
            waiting.addAll(then);
            if (writing) {
                return;
            }
            writing = true;
        }
        worker.execute(this::write);
    }

    void delete(String lineId) {
        save(Map.of(lineId, DELETED), List.of());
    }

    /** Writes what is left, after what is being written; blocks. False when the store refused: it stays pending. */
    boolean flush() {
        synchronized (storeLock) {
            Map<String, byte[]> batch;
            List<Runnable> then;
            synchronized (pendingLock) {
                batch = pending;
                pending = new HashMap<>();
                then = waiting;
                waiting = new ArrayList<>();
            }
            boolean written = batch.isEmpty() || written(batch);
            then.forEach(Runnable::run);
            return written;
        }
    }

    private boolean written(Map<String, byte[]> batch) {
        try {
            store.save(batch);
            return true;
        } catch (RuntimeException e) {
            synchronized (pendingLock) {
                batch.forEach(pending::putIfAbsent);
            }
            log.error(
                    "Cannot save the registration state of {} lines; after a restart they would register anew. Check the disk.",
                    batch.size(),
                    e);
            return false;
        }
    }

    private void write() {
        boolean written = flush();
        synchronized (pendingLock) {
            writing = written && !(pending.isEmpty() && waiting.isEmpty());
            if (!writing) {
                return;
            }
        }
        worker.execute(this::write);
    }
}
