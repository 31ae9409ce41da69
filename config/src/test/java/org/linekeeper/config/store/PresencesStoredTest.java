package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.putParents;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.store.PresenceStore.Stored;

/** What lines say of whether they take calls outlives the process, and goes with the line. */
class PresencesStoredTest {
    private static final Instant SINCE = Instant.ofEpochMilli(1_800_000_000_123L);
    private static final Stored FOR_EVER = new Stored("AWAY", SINCE, Optional.empty());
    private static final Stored FOR_AN_HOUR = new Stored("BUSY", SINCE, Optional.of(SINCE.plusSeconds(3600)));

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void lines() {
        file = folder.resolve("store.db");
        try (SqliteStore store = open(file)) {
            putParents(store);
            put(store, Examples.line("l1", "p", "r", 1));
            put(store, Examples.line("l2", "p", "r", 2));
            assertThat(store.presences().load()).isEmpty();
        }
    }

    private Map<String, Stored> afterARestart() {
        try (SqliteStore store = open(file)) {
            return store.presences().load();
        }
    }

    @Test
    void theLastOneIsKept() {
        try (SqliteStore store = open(file)) {
            store.presences().save("l1", FOR_AN_HOUR);
            store.presences().save("l1", FOR_EVER);
            store.presences().save("l2", FOR_AN_HOUR);
        }
        assertThat(afterARestart()).isEqualTo(Map.of("l1", FOR_EVER, "l2", FOR_AN_HOUR));
    }

    @Test
    void whatIsDeletedIsGoneAndAChangeOfTheLineTouchesNothing() {
        try (SqliteStore store = open(file)) {
            store.presences().save("l1", FOR_EVER);
            store.presences().save("l2", FOR_EVER);
            store.presences().delete("l2");
            put(store, Examples.line("l1", "p", "r", 3));
        }
        assertThat(afterARestart()).isEqualTo(Map.of("l1", FOR_EVER));
    }

    /** Another line of the same id has said nothing. */
    @Test
    void itGoesWithTheLine() {
        try (SqliteStore store = open(file)) {
            store.presences().save("l1", FOR_EVER);
            assertThat(delete(store, Kind.LINE, "l1")).isInstanceOf(WriteOutcome.Deleted.class);
            put(store, Examples.line("l1", "p", "r", 1));
            store.presences().save("nobody", FOR_EVER);
        }
        assertThat(afterARestart()).isEmpty();
    }
}
