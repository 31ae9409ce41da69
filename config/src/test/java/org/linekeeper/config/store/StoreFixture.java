package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Examples;

/** Shorthand for tests of the store. */
final class StoreFixture {
    static final Precondition ALWAYS = new Precondition.None();

    private StoreFixture() {}

    static SqliteStore open(Path file) {
        return open(file, Map.of());
    }

    static SqliteStore open(Path file, Map<String, String> driver) {
        OpenOutcome outcome = SqliteStore.open(file, driver);
        assertThat(outcome).isInstanceOf(OpenOutcome.Opened.class);
        return ((OpenOutcome.Opened) outcome).store();
    }

    static String refusal(Path file) {
        OpenOutcome outcome = SqliteStore.open(file);
        assertThat(outcome).isInstanceOf(OpenOutcome.Refused.class);
        return ((OpenOutcome.Refused) outcome).message();
    }

    static WriteOutcome put(SqliteStore store, Entity entity) {
        return store.config().put(entity, ALWAYS);
    }

    static WriteOutcome delete(SqliteStore store, Entity.Kind kind, String id) {
        return store.config().delete(kind, id, ALWAYS);
    }

    /** One enterprise {@code e} with direct route {@code r} and PBX {@code p}. */
    static void putParents(SqliteStore store) {
        assertThat(put(store, Examples.enterprise("e"))).isInstanceOf(WriteOutcome.Created.class);
        assertThat(put(store, Examples.directRoute("r", "e"))).isInstanceOf(WriteOutcome.Created.class);
        assertThat(put(store, Examples.pbx("p", "e"))).isInstanceOf(WriteOutcome.Created.class);
    }
}
