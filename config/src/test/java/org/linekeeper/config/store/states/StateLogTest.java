package org.linekeeper.config.store.states;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateLogTest {
    @TempDir
    Path folder;

    private Path path;
    private final Disk disk = new Disk();
    private final Set<String> unknown = new HashSet<>();

    @BeforeEach
    void name() {
        path = folder.resolve("states");
    }

    private StateLog open() throws IOException {
        return open(1 << 20);
    }

    private StateLog open(long limit) throws IOException {
        return StateLog.open(path, line -> !unknown.contains(line), new StateLog.Ways(disk::open, limit));
    }

    private static Map<String, String> states(StateLog log) throws IOException {
        Map<String, String> states = new TreeMap<>();
        log.load((line, state) ->
                assertThat(states.put(line, new String(state, UTF_8))).as(line).isNull());
        return states;
    }

    private static void save(StateLog log, String line, String state) throws IOException {
        log.append(Map.of(line, state.getBytes(UTF_8)));
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void behavesAsAMapAcrossRestartsRewritesAndRefusals(long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, String> model = new TreeMap<>();
        StateLog log = open(4_000);
        for (int step = 0; step < 1_500; step++) {
            Map<String, byte[]> batch = new HashMap<>();
            Map<String, String> after = new TreeMap<>(model);
            for (int i = random.nextInt(6); i >= 0; i--) {
                String line = "line-" + random.nextInt(40);
                String state = random.nextInt(5) == 0 ? "" : "s".repeat(random.nextInt(300)) + step;
                batch.put(line, state.getBytes(UTF_8));
                after.put(line, state);
            }
            after.values().removeIf(String::isEmpty);
            disk.left = random.nextInt(20) == 0 ? random.nextInt(1_500) : Long.MAX_VALUE;
            disk.canTruncate = random.nextBoolean();
            boolean room = disk.left == Long.MAX_VALUE;
            try {
                log.append(batch);
                model = after;
            } catch (IOException e) {
                assertThat(room).isFalse();
            }
            disk.left = Long.MAX_VALUE;
            if (random.nextInt(50) == 0) {
                log.close();
                log = open(4_000);
            }
            if (step % 25 == 0) {
                assertThat(states(log)).as("step %d", step).isEqualTo(model);
            }
            assertThat(log.damages()).isZero();
        }
        assertThat(states(log)).isEqualTo(model);
        assertThat(Files.size(path)).as("it does not grow for ever").isLessThan(80_000);
        log.close();
        assertThat(disk.open).isZero();
    }

    /** As a kill leaves it in the middle of a write: of the last save some lines are new, the rest as they were. */
    @Test
    void cutAtAnyByteEveryLineIsOldOrNewAndNothingElse() throws IOException {
        try (StateLog log = open()) {
            log.append(Map.of("a", "old a".getBytes(UTF_8), "b", "old b".getBytes(UTF_8)));
        }
        int before = (int) Files.size(path);
        try (StateLog log = open()) {
            log.append(Map.of("a", "new a".getBytes(UTF_8), "b", "new bb".getBytes(UTF_8), "c", new byte[] {'c'}));
        }
        byte[] whole = Files.readAllBytes(path);
        Set<Map<String, String>> seen = new HashSet<>();
        for (int length = before; length <= whole.length; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            try (StateLog log = open()) {
                Map<String, String> states = states(log);
                assertThat(states.get("a")).isIn("old a", "new a");
                assertThat(states.get("b")).isIn("old b", "new bb");
                assertThat(states.getOrDefault("c", "c")).isEqualTo("c");
                assertThat(log.damages()).as("an unfinished write is no damage").isZero();
                seen.add(states);
                save(log, "d", "later");
                assertThat(states(log)).containsEntry("d", "later").containsAllEntriesOf(states);
            }
        }
        assertThat(seen).as("none, then one by one").hasSize(4);
    }

    @Test
    void aFileCutInItsHeaderIsNotOverwritten() throws IOException {
        open().close();
        byte[] whole = Files.readAllBytes(path);
        for (int length = 1; length < StateFileHeader.SIZE; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(path, cut);
            assertThatThrownBy(this::open)
                    .isInstanceOf(UnusableStatesException.class)
                    .hasMessageContaining("is not a file of line states; move it away");
            assertThat(Files.readAllBytes(path)).isEqualTo(cut);
        }
        Files.write(path, new byte[0]);
        open().close();
        assertThat(Files.size(path)).isEqualTo(StateFileHeader.SIZE);
    }

    @Test
    void aNewerOrDamagedHeaderIsRefused() throws IOException {
        Files.write(path, StateFileHeader.bytes(2));
        assertThatThrownBy(this::open).hasMessageContaining("was written by a newer Linekeeper (format 2)");
        byte[] damaged = StateFileHeader.bytes();
        damaged[27] ^= 4;
        Files.write(path, damaged);
        assertThatThrownBy(this::open).hasMessageContaining("is damaged where it begins");
        assertThat(Files.readAllBytes(path)).isEqualTo(damaged);
        assertThat(disk.open).isZero();
    }

    /** As a power cut may leave it. Each byte of the middle record in turn. */
    @Test
    void damageCostsItsLineTheLastStateAndNoOther() throws IOException {
        try (StateLog log = open()) {
            save(log, "a", "one");
            save(log, "b", "older");
        }
        int from = (int) Files.size(path);
        try (StateLog log = open()) {
            save(log, "b", "newer");
        }
        int to = (int) Files.size(path);
        try (StateLog log = open()) {
            save(log, "c", "three");
        }
        byte[] whole = Files.readAllBytes(path);
        for (int i = from; i < to; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 0x55;
            Files.write(path, damaged);
            try (StateLog log = open()) {
                assertThat(states(log)).isEqualTo(Map.of("a", "one", "b", "older", "c", "three"));
                assertThat(log.damages()).isEqualTo(1);
                save(log, "a", "two");
            }
            try (StateLog log = open()) {
                assertThat(log.damages()).as("it was told of").isZero();
                assertThat(states(log)).isEqualTo(Map.of("a", "two", "b", "older", "c", "three"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyDamageIsSurvived(long seed) throws IOException {
        Random random = new Random(seed);
        try (StateLog log = open()) {
            for (int i = 0; i < 200; i++) {
                save(log, "line" + i, "state" + i);
            }
        }
        byte[] whole = Files.readAllBytes(path);
        for (int round = 0; round < 50; round++) {
            byte[] damaged = whole.clone();
            int hits = 1 + random.nextInt(20);
            for (int hit = 0; hit < hits; hit++) {
                int at = StateFileHeader.SIZE + random.nextInt(whole.length - StateFileHeader.SIZE);
                Arrays.fill(damaged, at, Math.min(whole.length, at + 1 + random.nextInt(64)), (byte) random.nextInt());
            }
            Files.write(path, damaged);
            try (StateLog log = open()) {
                Map<String, String> states = states(log);
                assertThat(states.size()).isBetween(200 - 6 * hits, 200);
                states.forEach((line, state) -> assertThat(state).isEqualTo(line.replace("line", "state")));
            }
        }
    }

    @Test
    void aFullDiskFailsTheSaveAndKeepsTheOldStates() throws IOException {
        StateLog log = open();
        save(log, "a", "old");
        for (boolean canTruncate : new boolean[] {true, false}) {
            disk.canTruncate = canTruncate;
            disk.left = 1_000;
            Map<String, byte[]> large = new HashMap<>();
            for (int i = 0; i < 1_000; i++) {
                large.put("x" + i, new byte[200]);
            }
            large.put("a", "lost".getBytes(UTF_8));
            assertThatThrownBy(() -> log.append(large)).isInstanceOf(IOException.class);
            assertThat(states(log)).isEqualTo(Map.of("a", "old"));
            disk.left = Long.MAX_VALUE;
        }
        save(log, "b", "again");
        log.close();
        try (StateLog again = open()) {
            assertThat(states(again)).isEqualTo(Map.of("a", "old", "b", "again"));
            assertThat(again.damages()).isZero();
        }
    }

    @Test
    void aRewriteThatFailsLeavesTheFileAndIsTriedAgain() throws IOException {
        disk.refused = path.resolveSibling("states.new");
        try (StateLog log = open(500)) {
            for (int i = 0; i < 100; i++) {
                save(log, "a", "state " + i);
            }
            assertThat(states(log)).isEqualTo(Map.of("a", "state 99"));
            assertThat(Files.size(path)).isGreaterThan(3_000);
            disk.refused = folder;
            for (int i = 0; i < 100; i++) {
                save(log, "b", "state " + i);
            }
            assertThat(Files.size(path)).isLessThan(1_000);
        }
        try (StateLog log = open()) {
            assertThat(states(log)).isEqualTo(Map.of("a", "state 99", "b", "state 99"));
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        assertThat(disk.open).isZero();
    }

    @Test
    void whatAKilledRewriteLeftIsInNobodysWay() throws IOException {
        try (StateLog log = open(500)) {
            save(log, "a", "one");
            Files.writeString(folder.resolve("states.new"), "half a file");
            for (int i = 0; i < 100; i++) {
                save(log, "b", "state " + i);
            }
            assertThat(states(log)).isEqualTo(Map.of("a", "one", "b", "state 99"));
        }
    }

    @Test
    void nobodyButTheOwnerMayReadIt() throws IOException {
        try (StateLog log = open(500)) {
            assertThat(mode()).isEqualTo("rw-------");
            for (int i = 0; i < 100; i++) {
                save(log, "b", "state " + i);
            }
            assertThat(mode()).as("anew").isEqualTo("rw-------");
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        open().close();
        assertThat(mode()).isEqualTo("rw-------");
    }

    @Test
    void linesThatAreNotKnownAreNotShownAndGoWithTheNextRewrite() throws IOException {
        try (StateLog log = open(500)) {
            save(log, "a", "one");
            save(log, "b", "two");
            unknown.add("a");
            assertThat(states(log)).containsOnlyKeys("b");
            assertThat(log.load((line, state) -> {})).isOne();
            save(log, "b", "three");
            assertThat(log.load((line, state) -> {})).as("told of once").isZero();
            unknown.clear();
            assertThat(states(log)).containsOnlyKeys("b");
        }
    }

    @Test
    void statesOfAnyAllowedSizeAreKept() throws IOException {
        Map<String, String> model = new TreeMap<>();
        try (StateLog log = open()) {
            for (int size : List.of(1, 7, 8, 9, 65_535, 65_536, 70_000, StateRecord.LONGEST_STATE, 3)) {
                model.put("line" + size, "x".repeat(size));
                save(log, "line" + size, "x".repeat(size));
            }
            String longest = "é".repeat(StateRecord.LONGEST_ID / 2);
            model.put(longest, "long");
            save(log, longest, "long");
            assertThatThrownBy(() -> save(log, "a", "x".repeat(StateRecord.LONGEST_STATE + 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> save(log, "a".repeat(256), "x")).isInstanceOf(IllegalArgumentException.class);
        }
        try (StateLog log = open()) {
            assertThat(states(log)).isEqualTo(model);
        }
    }

    @Test
    void aFileBeginsWithWhatItTakesOver() throws IOException {
        Map<String, byte[]> inherited = Map.of("a", new byte[] {1}, "b", new byte[] {2});
        StateLog.create(path, inherited.entrySet().iterator());
        assertThat(mode()).isEqualTo("rw-------");
        try (StateLog log = open()) {
            assertThat(states(log)).containsOnlyKeys("a", "b");
            save(log, "a", "newer");
            assertThat(states(log)).containsEntry("a", "newer");
        }
        StateLog.create(folder.resolve("empty"), Collections.emptyIterator());
        StateLog.check(folder.resolve("empty"));
    }

    @Test
    void savesFromManyThreadsAndLoadsDoNotDisturbEachOther() throws IOException {
        try (StateLog log = open(20_000)) {
            CompletableFuture<?>[] savers = new CompletableFuture<?>[4];
            for (int s = 0; s < savers.length; s++) {
                int own = s;
                savers[s] = CompletableFuture.runAsync(() -> {
                    for (int i = 0; i <= 1_000; i++) {
                        try {
                            save(log, "line" + own, "state " + own + " " + i);
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
            }
            while (!CompletableFuture.allOf(savers).isDone()) {
                states(log).forEach((line, state) -> assertThat(state).startsWith(line.replace("line", "state ")));
            }
            CompletableFuture.allOf(savers).join();
            assertThat(states(log).values())
                    .allMatch(state -> state.endsWith(" 1000"))
                    .hasSize(4);
        }
    }
}
