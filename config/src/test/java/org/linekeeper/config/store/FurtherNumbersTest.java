package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.Secret;

/** A line is found by any of its numbers, and no two lines of an enterprise share one. */
class FurtherNumbersTest {
    private static final String FIRST = "+14155550001";
    private static final String SECOND = "+14155550002";
    private static final String THIRD = "+14155550003";

    @TempDir
    Path folder;

    private static Line line(String id, String number, String... further) {
        return lineOn("d1", id, number, further);
    }

    private static Line lineOn(String route, String id, String number, String... further) {
        return new Line(
                id,
                "p1",
                route,
                id + "@acme.example",
                number,
                "user-" + id,
                Optional.empty(),
                Secret.of("secret"),
                Optional.empty(),
                true,
                LineOptions.of(List.of(further)));
    }

    private static void model(SqliteStore store) {
        put(store, Examples.enterprise("e1"));
        put(store, Examples.directRoute("d1", "e1"));
        put(store, Examples.directRoute("d2", "e1"));
        put(store, Examples.pbx("p1", "e1"));
    }

    private static Optional<String> at(SqliteStore store, String route, String number) {
        return store.directory().lineByNumber(route, number).map(Line::id);
    }

    @Test
    void lineIsFoundByEachNumberBeforeAndAfterARestart() {
        Path file = folder.resolve("store.db");
        try (SqliteStore store = open(file)) {
            model(store);
            put(store, line("l1", FIRST, SECOND, THIRD));
        }
        try (SqliteStore store = open(file)) {
            assertThat(at(store, "d1", FIRST)).contains("l1");
            assertThat(at(store, "d1", SECOND)).contains("l1");
            assertThat(at(store, "d1", THIRD)).contains("l1");
            assertThat(at(store, "d2", SECOND)).isEmpty();
            assertThat(store.directory().lineOfPbxByNumber("p1", SECOND)).isPresent();
            assertThat(store.directory().lineOfPbxByNumber("p2", SECOND)).isEmpty();
        }
    }

    @Test
    void numbersThatALineGivesUpAreForgotten() {
        try (SqliteStore store = open(folder.resolve("store.db"))) {
            model(store);
            put(store, line("l1", FIRST, SECOND));
            put(store, lineOn("d2", "l1", FIRST, THIRD));
            assertThat(at(store, "d1", SECOND)).isEmpty();
            assertThat(at(store, "d2", THIRD)).contains("l1");
            assertThat(put(store, line("l2", SECOND))).isInstanceOf(WriteOutcome.Created.class);
            delete(store, Kind.LINE, "l1");
            assertThat(at(store, "d2", THIRD)).isEmpty();
            assertThat(put(store, line("l3", THIRD, FIRST))).isInstanceOf(WriteOutcome.Created.class);
        }
    }

    @Test
    void noNumberIsOfTwoLines() {
        try (SqliteStore store = open(folder.resolve("store.db"))) {
            model(store);
            put(store, line("l1", FIRST, SECOND));
            refused(put(store, line("l2", SECOND)), "/phoneNumber");
            refused(put(store, line("l2", THIRD, FIRST)), "/numbers/0");
            refused(put(store, line("l2", THIRD, "+14155550004", SECOND)), "/numbers/1");
            assertThat(put(store, line("l1", SECOND, FIRST))).isInstanceOf(WriteOutcome.Updated.class);
            assertThat(at(store, "d1", FIRST)).contains("l1");
        }
    }

    private static void refused(WriteOutcome outcome, String pointer) {
        assertThat(outcome)
                .isInstanceOfSatisfying(WriteOutcome.Conflict.class, conflict -> assertThat(conflict.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.pointer()).isEqualTo(pointer);
                            assertThat(problem.message()).contains("line l1");
                        }));
    }
}
