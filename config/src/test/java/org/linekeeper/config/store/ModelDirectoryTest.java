package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Pbx;

/** After any sequence of writes the directory answers as the tables do, before and after a restart. */
class ModelDirectoryTest {
    private static final List<String> DOMAINS = List.of("a.example", "b.example", "c.example");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void agreesWithTheTables(long seed) {
        Random random = new Random(seed);
        Path file = folder.resolve("store.db");
        try (SqliteStore store = open(file)) {
            for (int step = 0; step < 600; step++) {
                if (random.nextInt(6) == 0) {
                    Kind kind = pick(random, List.of(Kind.values()));
                    delete(store, kind, kind.name().charAt(0) + "" + random.nextInt(kind == Kind.LINE ? 12 : 3));
                } else {
                    WriteOutcome outcome = put(store, entity(random));
                    assertThat(outcome).isNotInstanceOf(WriteOutcome.Failed.class);
                }
                if (step % 20 == 0) {
                    agree(store);
                }
            }
            agree(store);
        }
        try (SqliteStore store = open(file)) {
            agree(store);
        }
    }

    private static Entity entity(Random random) {
        String e = "E" + random.nextInt(2);
        String r = "D" + random.nextInt(3);
        String p = "P" + random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0 -> Examples.enterprise(e, random.nextInt(3) + 4);
            case 1 -> Examples.directRoute(r, e, "Tenant" + random.nextInt(4) + ".example.com");
            case 2 -> Examples.pbx(p, e, pick(random, DOMAINS));
            default -> {
                String domain =
                        random.nextBoolean() ? "" : "@" + pick(random, DOMAINS).toUpperCase(Locale.ROOT);
                String user = "10" + random.nextInt(4) + domain;
                yield Examples.line("L" + random.nextInt(12), p, r, user, "+1415555000" + random.nextInt(8));
            }
        };
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static void agree(SqliteStore store) {
        Directory directory = store.directory();
        Map<String, Pbx> pbxs = new TreeMap<>();
        Map<String, List<Line>> byPbx = new TreeMap<>();
        store.config().list(Kind.ENTERPRISE, "", 100).forEach(row -> assertThat(
                        directory.enterprise(row.entity().id()).map(Entity.class::cast))
                .contains(row.entity()));
        List<DirectRoute> routes = new ArrayList<>();
        for (Versioned<Entity> row : store.config().list(Kind.DIRECT_ROUTE, "", 100)) {
            DirectRoute route = (DirectRoute) row.entity();
            routes.add(route);
            assertThat(directory.directRouteByTenant(route.tenantFqdn().toUpperCase(Locale.ROOT)))
                    .contains(route);
        }
        assertThat(directory.directRoutes()).containsExactlyInAnyOrderElementsOf(routes);
        store.config()
                .list(Kind.PBX, "", 100)
                .forEach(row -> pbxs.put(row.entity().id(), (Pbx) row.entity()));
        assertThat(directory.pbxs()).containsExactlyInAnyOrderElementsOf(pbxs.values());
        for (Versioned<Entity> row : store.config().list(Kind.LINE, "", 100)) {
            Line line = (Line) row.entity();
            byPbx.computeIfAbsent(line.pbxId(), id -> new ArrayList<>()).add(line);
            assertThat(directory.line(line.id())).contains(line);
            assertThat(directory.lineByNumber(line.directRouteId(), line.phoneNumber()))
                    .contains(line);
            assertThat(directory.lineBySipUser(line.pbxId(), line.sipUser())).contains(line);
        }
        for (String pbx : List.of("P0", "P1", "P2")) {
            assertThat(directory.linesOf(pbx)).containsExactlyInAnyOrderElementsOf(byPbx.getOrDefault(pbx, List.of()));
        }
        for (int i = 0; i < 12; i++) {
            String id = "L" + i;
            assertThat(directory.line(id).isPresent())
                    .isEqualTo(store.config().get(Kind.LINE, id).isPresent());
        }
        for (int i = 0; i < 8; i++) {
            String number = "+1415555000" + i;
            for (String route : List.of("D0", "D1", "D2")) {
                boolean there = byPbx.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(line -> line.directRouteId().equals(route)
                                && line.phoneNumber().equals(number));
                assertThat(directory.lineByNumber(route, number).isPresent()).isEqualTo(there);
            }
        }
    }
}
