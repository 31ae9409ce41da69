package org.linekeeper.config.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.putParents;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;

class LineStatesTest {
    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void openStore() {
        store = open(folder.resolve("store.db"));
        putParents(store);
        put(store, Examples.line("a", "p", "r", 1));
        put(store, Examples.line("b", "p", "r", 2));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        store.lineStates().load((line, state) -> states.put(line, new String(state, UTF_8)));
        return states;
    }

    private void save(String line, String state) {
        store.lineStates().save(Map.of(line, state.getBytes(UTF_8)));
    }

    @Test
    void statesAreWrittenOverDeletedAndReadAfterARestart() {
        store.lineStates().save(Map.of("a", "one".getBytes(UTF_8), "b", "two\0\u00ff".getBytes(UTF_8)));
        save("a", "three");
        assertThat(states()).isEqualTo(Map.of("a", "three", "b", "two\0\u00ff"));
        store.close();
        store = open(folder.resolve("store.db"));
        assertThat(states()).isEqualTo(Map.of("a", "three", "b", "two\0\u00ff"));
        save("a", "");
        assertThat(states()).containsOnlyKeys("b");
        store.lineStates().save(Map.of());
        assertThat(states()).containsOnlyKeys("b");
    }

    @Test
    void aStateGoesWithItsLine() {
        save("a", "one");
        save("unknown", "two");
        assertThat(states()).containsOnlyKeys("a");
        put(store, Examples.line("a", "p", "r", 7));
        assertThat(states()).as("a change of the line leaves it").containsOnlyKeys("a");
        delete(store, Kind.LINE, "a");
        assertThat(states()).isEmpty();
        save("a", "late");
        assertThat(states()).isEmpty();
    }

    @Test
    void aLineThatIsMadeAnewDoesNotInheritAState() {
        save("a", "one");
        delete(store, Kind.LINE, "a");
        save("a", "late");
        put(store, Examples.line("a", "p", "r", 1));
        assertThat(states()).isEmpty();
        store.close();
        store = open(folder.resolve("store.db"));
        assertThat(states()).isEmpty();
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        assertThatThrownBy(() -> save("a", "one"))
                .isInstanceOf(StoreException.class)
                .hasMessage("the store is closed");
        assertThatThrownBy(this::states).isInstanceOf(StoreException.class);
    }
}
