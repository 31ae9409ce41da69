package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;
import static org.linekeeper.config.store.StoreFixture.putParents;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.store.Precondition.Absent;
import org.linekeeper.config.store.Precondition.AtRevision;
import org.linekeeper.config.store.WriteOutcome.Created;
import org.linekeeper.config.store.WriteOutcome.Deleted;
import org.linekeeper.config.store.WriteOutcome.Failed;
import org.linekeeper.config.store.WriteOutcome.Invalid;
import org.linekeeper.config.store.WriteOutcome.NotFound;
import org.linekeeper.config.store.WriteOutcome.PreconditionFailed;
import org.linekeeper.config.store.WriteOutcome.Unchanged;
import org.linekeeper.config.store.WriteOutcome.Updated;

class ConfigStoreTest {
    @TempDir
    Path folder;

    private SqliteStore store;

    @BeforeEach
    void openStore() {
        store = open(folder.resolve("store.db"));
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private void reopen() {
        store.close();
        openStore();
    }

    @Test
    void whatWasWrittenIsReadBackAndOutlivesARestart() {
        List<Entity> entities = List.of(
                Examples.enterprise("e"),
                Examples.directRoute("r", "e"),
                Examples.pbx("p", "e"),
                Examples.line("l", "p", "r", 1));
        long revision = 0;
        for (Entity entity : entities) {
            assertThat(put(store, entity)).isEqualTo(new Created(++revision));
        }
        for (int restart = 0; restart < 2; restart++) {
            long expected = 0;
            for (Entity entity : entities) {
                assertThat(store.config().get(entity.kind(), entity.id()))
                        .contains(new Versioned<>(entity, ++expected));
            }
            assertThat(store.directory().enterprise("e")).contains(Examples.enterprise("e"));
            assertThat(store.directory().directRoute("r")).contains(Examples.directRoute("r", "e"));
            assertThat(store.directory().pbx("p")).contains(Examples.pbx("p", "e"));
            assertThat(store.directory().line("l")).contains(Examples.line("l", "p", "r", 1));
            reopen();
        }
    }

    @Test
    void revisionsRiseOverAllKindsAndRestarts() {
        putParents(store);
        assertThat(put(store, Examples.enterprise("f"))).isEqualTo(new Created(4));
        assertThat(delete(store, Kind.ENTERPRISE, "f")).isEqualTo(new Deleted(5));
        reopen();
        assertThat(put(store, Examples.enterprise("f"))).isEqualTo(new Created(6));
        assertThat(put(store, Examples.enterprise("f", 5))).isEqualTo(new Updated(7));
    }

    @Test
    void theSameValueAgainIsNoWrite() {
        putParents(store);
        List<Change> changes = new ArrayList<>();
        store.config().subscribe(changes::add);
        assertThat(put(store, Examples.pbx("p", "e"))).isEqualTo(new Unchanged(3));
        assertThat(put(store, Examples.line("l", "p", "r", 1))).isEqualTo(new Created(4));
        assertThat(put(store, Examples.line("l", "p", "r", 1))).isEqualTo(new Unchanged(4));
        assertThat(changes).hasSize(1);
    }

    @Test
    void preconditionsHoldOrNothingIsWritten() {
        Entity first = Examples.enterprise("e");
        Entity second = Examples.enterprise("e", 7);
        ConfigStore config = store.config();
        assertThat(config.put(first, new AtRevision(1))).isEqualTo(new PreconditionFailed(0));
        assertThat(config.put(first, new Absent())).isEqualTo(new Created(1));
        assertThat(config.put(second, new Absent())).isEqualTo(new PreconditionFailed(1));
        assertThat(config.put(second, new AtRevision(9))).isEqualTo(new PreconditionFailed(1));
        assertThat(config.put(second, new AtRevision(1))).isEqualTo(new Updated(2));
        assertThat(config.delete(Kind.ENTERPRISE, "e", new AtRevision(1))).isEqualTo(new PreconditionFailed(2));
        assertThat(config.delete(Kind.ENTERPRISE, "e", new AtRevision(2))).isEqualTo(new Deleted(3));
        assertThat(config.delete(Kind.ENTERPRISE, "e", new AtRevision(2))).isEqualTo(new NotFound());
    }

    @Test
    void anEntityThatContradictsItselfIsInvalid() {
        assertThat(put(store, Examples.enterprise("no blanks allowed"))).isInstanceOf(Invalid.class);
        assertThat(store.config().list(Kind.ENTERPRISE, "", 10)).isEmpty();
    }

    @Test
    void listsArePagedById() {
        for (String id : List.of("c", "a", "B", "d")) {
            put(store, Examples.enterprise(id));
        }
        assertThat(ids("", 3)).containsExactly("B", "a", "c");
        assertThat(ids("c", 3)).containsExactly("d");
        assertThat(ids("d", 3)).isEmpty();
        assertThatThrownBy(() -> ids("", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids("", 10_001)).isInstanceOf(IllegalArgumentException.class);
    }

    private List<String> ids(String after, int limit) {
        return store.config().list(Kind.ENTERPRISE, after, limit).stream()
                .map(row -> row.entity().id())
                .toList();
    }

    @Test
    void aChangeIsInTheDirectoryBeforeListenersHearOfItAndBeforeTheWriteReturns() {
        List<String> heard = new ArrayList<>();
        store.config()
                .subscribe(change ->
                        heard.add(change.revision() + " " + change.before().isPresent() + " "
                                + change.after().isPresent() + " "
                                + store.directory().enterprise("e").isPresent() + " "
                                + Thread.currentThread().getName()));
        put(store, Examples.enterprise("e"));
        assertThat(heard).containsExactly("1 false true true store");
        put(store, Examples.enterprise("e", 1));
        delete(store, Kind.ENTERPRISE, "e");
        assertThat(heard)
                .containsExactly("1 false true true store", "2 true true true store", "3 true false false store");
    }

    @Test
    void aListenerThatFailsHarmsNobody() {
        List<Long> heard = new ArrayList<>();
        store.config().subscribe(change -> {
            throw new IllegalStateException("on purpose");
        });
        store.config().subscribe(change -> heard.add(change.revision()));
        assertThat(put(store, Examples.enterprise("e"))).isEqualTo(new Created(1));
        assertThat(put(store, Examples.enterprise("f"))).isEqualTo(new Created(2));
        assertThat(heard).containsExactly(1L, 2L);
    }

    @Test
    void aListenerThatWritesIsToldOffRatherThanHung() {
        List<String> thrown = new ArrayList<>();
        store.config().subscribe(change -> {
            try {
                put(store, Examples.enterprise("again"));
            } catch (IllegalStateException e) {
                thrown.add(e.getMessage());
            }
        });
        assertThat(put(store, Examples.enterprise("e"))).isEqualTo(new Created(1));
        assertThat(thrown).singleElement().asString().contains("must not write");
    }

    @Test
    void aClosedStoreRefusesWritesAndReadsAndMayBeClosedAgain() {
        putParents(store);
        store.config().close();
        store.close();
        assertThat(put(store, Examples.enterprise("f"))).isEqualTo(new Failed("the store is closed"));
        assertThatThrownBy(() -> store.config().get(Kind.PBX, "p")).isInstanceOf(StoreException.class);
        assertThat(store.directory().pbx("p")).isEqualTo(Optional.of(Examples.pbx("p", "e")));
    }

    @Test
    void manyWritesAtOnceAreEachJudgedAndToldOfInOrder() {
        List<Change> feed = new ArrayList<>();
        store.config().subscribe(feed::add);
        List<Entity> entities = new ArrayList<>(
                List.of(Examples.enterprise("be"), Examples.directRoute("br", "be"), Examples.pbx("bp", "be")));
        for (int i = 0; i < 3_000; i++) {
            entities.add(Examples.line("b" + i, i == 1_500 ? "nowhere" : "bp", "br", i));
        }
        entities.add(Examples.line("bad id", "bp", "br", 1));
        entities.add(Examples.line("b0", "bp", "br", 0));
        List<WriteOutcome> outcomes = store.config().putAll(entities);
        assertThat(outcomes).hasSize(entities.size());
        assertThat(outcomes.get(1_503)).isInstanceOf(WriteOutcome.Invalid.class);
        assertThat(outcomes.get(3_003)).isInstanceOf(WriteOutcome.Invalid.class);
        assertThat(outcomes.get(3_004)).isInstanceOf(WriteOutcome.Unchanged.class);
        assertThat(outcomes.stream().filter(WriteOutcome.Created.class::isInstance))
                .hasSize(3_002);
        assertThat(feed.stream().map(change -> change.after().orElseThrow().id()))
                .containsExactlyElementsOf(entities.stream()
                        .map(Entity::id)
                        .filter(id -> !id.equals("b1500") && !id.equals("bad id"))
                        .limit(3_002)
                        .toList());
        assertThat(store.directory().linesOf("bp")).hasSize(2_999);
        List<String> ids = entities.stream()
                .filter(entity -> entity.kind() == Kind.LINE)
                .map(Entity::id)
                .distinct()
                .toList();
        assertThat(store.config().deleteAll(Kind.LINE, ids).stream().filter(WriteOutcome.Deleted.class::isInstance))
                .hasSize(2_999);
        assertThat(feed).hasSize(3_002 + 2_999);
        assertThat(store.directory().linesOf("bp")).isEmpty();
    }
}
