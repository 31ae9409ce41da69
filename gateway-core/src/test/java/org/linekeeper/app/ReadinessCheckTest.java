package org.linekeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.store.OpenOutcome;
import org.linekeeper.config.store.SqliteStore;

class ReadinessCheckTest {
    @TempDir
    private Path folder;

    @Test
    void isReadyUntilItDrains() {
        try (SqliteStore store = ((OpenOutcome.Opened) SqliteStore.open(folder.resolve("linekeeper.db"))).store()) {
            ReadinessCheck check = new ReadinessCheck(store.config());
            assertThat(check.get().isReady()).isTrue();
            check.draining();
            assertThat(check.get().isReady()).isFalse();
            assertThat(check.get().checks())
                    .filteredOn(one -> !one.ok())
                    .singleElement()
                    .satisfies(one -> assertThat(one.detail()).contains("no new ones"));
        }
    }

    @Test
    void isNotReadyWithoutItsStore() {
        SqliteStore store = ((OpenOutcome.Opened) SqliteStore.open(folder.resolve("linekeeper.db"))).store();
        store.close();
        assertThat(new ReadinessCheck(store.config()).get().isReady()).isFalse();
    }
}
