package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.delete;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.put;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.CallLimits;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.IdentityPolicy;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.LineOptions;
import org.linekeeper.config.model.NumberRange;
import org.linekeeper.config.model.Secret;

/** A line is found by each number of its ranges, and no number is of two lines of an enterprise. */
class NumberRangesTest {
    @TempDir
    Path folder;

    private static Line line(String id, String route, String number, List<String> further, NumberRange... ranges) {
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
                new LineOptions(further, List.of(ranges), IdentityPolicy.NONE, CallLimits.NONE));
    }

    private static Line line(String id, String number, NumberRange... ranges) {
        return line(id, "d1", number, List.of(), ranges);
    }

    private static NumberRange range(int from, int to) {
        return new NumberRange(number(from), number(to));
    }

    private static String number(int last) {
        return "+49891234" + (1000 + last);
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
    void lineIsFoundByNumbersOfItsRangesBeforeAndAfterARestart() {
        Path file = folder.resolve("store.db");
        try (SqliteStore store = open(file)) {
            model(store);
            put(store, line("l1", "+4930100", range(0, 99), range(200, 299)));
        }
        try (SqliteStore store = open(file)) {
            assertThat(at(store, "d1", number(0))).contains("l1");
            assertThat(at(store, "d1", number(50))).contains("l1");
            assertThat(at(store, "d1", number(99))).contains("l1");
            assertThat(at(store, "d1", number(100))).isEmpty();
            assertThat(at(store, "d1", number(250))).contains("l1");
            assertThat(at(store, "d2", number(50))).isEmpty();
            assertThat(at(store, "d1", number(50) + "0")).isEmpty();
            assertThat(store.directory().lineOfPbxByNumber("p1", number(50)).map(Line::id))
                    .contains("l1");
            assertThat(store.directory().lineOfPbxByNumber("p2", number(50))).isEmpty();
            put(store, line("l1", "d2", "+4930100", List.of(), range(50, 149)));
            assertThat(at(store, "d1", number(50))).isEmpty();
            assertThat(at(store, "d2", number(149))).contains("l1");
            delete(store, Kind.LINE, "l1");
            assertThat(at(store, "d2", number(149))).isEmpty();
            assertThat(put(store, line("l2", number(149)))).isInstanceOf(WriteOutcome.Created.class);
        }
    }

    @Test
    void noNumberIsOfTwoLines() {
        try (SqliteStore store = open(folder.resolve("store.db"))) {
            model(store);
            put(store, line("l1", "d1", number(10), List.of("+4930200"), range(100, 199)));
            refused(put(store, line("l2", number(150))), "/phoneNumber", "is in a range of line l1 already");
            refused(
                    put(store, line("l2", "d2", number(1), List.of(number(2), number(199)))),
                    "/numbers/1",
                    "is in a range of line l1 already");
            refused(put(store, line("l2", number(1), range(0, 99))), "/ranges/0", "has a number of line l1");
            refused(
                    put(store, line("l2", number(1), range(2, 5), range(199, 299))),
                    "/ranges/1",
                    "overlaps a range of line l1");
            refused(put(store, line("l2", number(1), range(50, 299))), "/ranges/0", "overlaps a range of line l1");
            refused(
                    put(store, line("l2", number(1), new NumberRange("+4930100", "+4930299"))),
                    "/ranges/0",
                    "has a number of line l1");
            assertThat(put(store, line("l2", number(1), range(20, 99), range(200, 299))))
                    .isInstanceOf(WriteOutcome.Created.class);
            assertThat(put(store, line("l1", number(100), range(100, 150)))).isInstanceOf(WriteOutcome.Updated.class);
        }
    }

    private static void refused(WriteOutcome outcome, String pointer, String message) {
        assertThat(outcome)
                .isInstanceOfSatisfying(WriteOutcome.Conflict.class, conflict -> assertThat(conflict.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.pointer()).isEqualTo(pointer);
                            assertThat(problem.message()).isEqualTo(message);
                        }));
    }

    /** Lines come, change and go at random; the index says the same as a look at every range. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void indexAgreesWithALookAtEveryRange(long seed) {
        Random random = new Random(seed);
        RangeIndex index = new RangeIndex(Line::directRouteId);
        Map<String, Line> lines = new TreeMap<>();
        for (int step = 0; step < 2_000; step++) {
            String id = "l" + random.nextInt(12);
            Line old = lines.get(id);
            if (old != null && random.nextInt(4) == 0) {
                lines.remove(id);
                index.remove(old);
            } else {
                lines.remove(id);
                Line line = randomLine(id, random, lines);
                lines.put(id, line);
                index.put(Optional.ofNullable(old), line);
            }
            for (int probe = 0; probe < 20; probe++) {
                String route = "d" + random.nextInt(3);
                String number = randomNumber(random);
                assertThat(index.lineId(route, number))
                        .as("seed %d, step %d, %s on %s", seed, step, number, route)
                        .isEqualTo(naive(lines, route, number));
            }
        }
    }

    private static Line randomLine(String id, Random random, Map<String, Line> others) {
        String route = "d" + random.nextInt(3);
        List<NumberRange> ranges = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String from = randomNumber(random);
            long first = Long.parseLong(from.substring(1));
            String to = "+" + (first + random.nextInt(40));
            boolean free = from.length() == to.length();
            for (long number = first; free && number <= Long.parseLong(to.substring(1)); number++) {
                String taken = "+" + number;
                free = naive(others, route, taken).isEmpty() && ranges.stream().noneMatch(range -> has(range, taken));
            }
            if (free) {
                ranges.add(new NumberRange(from, to));
            }
        }
        return line(id, route, "+1", List.of(), ranges.toArray(NumberRange[]::new));
    }

    private static String randomNumber(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "+" + (10 + random.nextInt(90));
            case 1 -> "+" + (900 + random.nextInt(100));
            default -> "+" + (1000 + random.nextInt(300));
        };
    }

    private static Optional<String> naive(Map<String, Line> lines, String route, String number) {
        return lines.values().stream()
                .filter(line -> line.directRouteId().equals(route))
                .filter(line -> line.options().ranges().stream().anyMatch(range -> has(range, number)))
                .map(Line::id)
                .findFirst();
    }

    private static boolean has(NumberRange range, String number) {
        return number.length() == range.from().length()
                && number.compareTo(range.from()) >= 0
                && number.compareTo(range.to()) <= 0;
    }
}
