package org.linekeeper.telemetry;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.store.ConfigStore;
import org.linekeeper.config.store.Owner;
import org.linekeeper.config.store.Precondition;
import org.linekeeper.config.store.Versioned;
import org.linekeeper.config.store.WriteOutcome;

/** A store that counts and times its writes. */
public final class MeteredStore implements ConfigStore {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofMillis(2500)
    };

    private final ConfigStore store;
    private final Metrics metrics;
    private final Timer timer;
    private final LongSupplier nanoTicker;

    /** @param nanoTicker a clock that never goes back, in nanoseconds */
    public MeteredStore(ConfigStore store, Metrics metrics, LongSupplier nanoTicker) {
        this.nanoTicker = nanoTicker;
        this.store = store;
        this.metrics = metrics;
        this.timer = metrics.timer("linekeeper.store.write", "Time a write to the store takes", BOUNDS);
    }

    @Override
    public WriteOutcome put(Entity entity, Precondition precondition) {
        return measured(() -> store.put(entity, precondition));
    }

    @Override
    public WriteOutcome delete(Entity.Kind kind, String id, Precondition precondition) {
        return measured(() -> store.delete(kind, id, precondition));
    }

    @Override
    public Optional<Versioned<Entity>> get(Entity.Kind kind, String id) {
        return store.get(kind, id);
    }

    @Override
    public List<Versioned<Entity>> list(Entity.Kind kind, Optional<Owner> owner, String after, int limit) {
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

    private WriteOutcome measured(Supplier<WriteOutcome> write) {
        long before = nanoTicker.getAsLong();
        WriteOutcome outcome = write.get();
        timer.record(Duration.ofNanos(nanoTicker.getAsLong() - before));
        metrics.counter("linekeeper.store.writes", "Writes to the store by outcome", "outcome", word(outcome))
                .increment();
        return outcome;
    }

    /** The name of the outcome in lower case with underscores. */
    private static String word(WriteOutcome outcome) {
        return outcome.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }
}
