package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.putParents;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.store.WriteOutcome.Created;
import org.linekeeper.config.store.WriteOutcome.Failed;

/** When the disk refuses, the write says so, nothing is half written, and the store goes on when the disk does. */
class StoreFailuresTest {
    @TempDir
    Path folder;

    @Test
    void aFullDiskFailsTheWriteAndNothingElse() {
        Path file = folder.resolve("store.db");
        List<Change> feed = new ArrayList<>();
        int written = 0;
        try (SqliteStore store = open(file, Map.of("max_page_count", "40"))) {
            putParents(store);
            store.config().subscribe(feed::add);
            WriteOutcome outcome = put(store, Examples.line("l0", "p", "r", 0));
            while (outcome instanceof Created) {
                written++;
                outcome = put(store, Examples.line("l" + written, "p", "r", written));
            }
            assertThat(outcome).isEqualTo(new Failed("the disk of the store is full; make room"));
            assertThat(put(store, Examples.line("x", "p", "r", 9_999))).isInstanceOf(Failed.class);
            assertThat(feed).hasSize(written);
            assertThat(store.directory().linesOf("p")).hasSize(written);
            assertThat(store.config().list(Kind.LINE, "", 10_000)).hasSize(written);
            assertThat(store.directory().line("x")).isEmpty();
        }
        try (SqliteStore store = open(file)) {
            assertThat(store.directory().linesOf("p")).hasSize(written);
            assertThat(put(store, Examples.line("x", "p", "r", 9_999))).isInstanceOf(Created.class);
        }
    }

    @Test
    void aStoreThatAnotherProgramLocksFailsUntilItLetsGo() throws SQLException {
        Path file = folder.resolve("store.db");
        try (SqliteStore store = open(file, Map.of("busy_timeout", "100"))) {
            putParents(store);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    Statement sql = other.createStatement()) {
                sql.execute("BEGIN IMMEDIATE");
                assertThat(put(store, Examples.line("l", "p", "r", 1)))
                        .isEqualTo(new Failed(
                                "the store is locked by another program; end whatever else has its" + " file open"));
                assertThat(store.config().get(Kind.PBX, "p"))
                        .as("reading goes on")
                        .isPresent();
                sql.execute("ROLLBACK");
            }
            assertThat(put(store, Examples.line("l", "p", "r", 1))).isEqualTo(new Created(4));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5, locked by another program", "6, locked by another program", "8, read-only", "1544, read-only",
        "10, disk of the store failed", "522, disk of the store failed", "11, damaged", "13, full",
        "14, cannot be opened", "26, not an SQLite database", "1, the database refused: what SQLite says",
    })
    void everyFailureHasItsWords(int code, String words) {
        RuntimeException wrapped = new IllegalStateException(new SQLException("what SQLite says", null, code));
        assertThat(SqlFailures.words(wrapped)).contains(words);
    }
}
