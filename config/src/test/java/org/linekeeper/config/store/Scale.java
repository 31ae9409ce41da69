package org.linekeeper.config.store;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Examples;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.Secret;

/**
 * A program that measures the store with many lines, for docs/decisions/0010. Takes a command and its arguments: {@code directory
 * LINES PBXS}, {@code fill FILE LINES PBXS}, {@code open FILE}, {@code states FILE LINES ROUNDS}.
 */
final class Scale {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Scale() {}

    /** See the class. */
    public static void main(String[] args) {
        switch (args[0]) {
            case "directory" -> directory(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "fill" -> fill(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            case "open" -> open(Path.of(args[1]));
            case "states" -> states(Path.of(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static List<Entity> parents(int pbxs) {
        List<Entity> parents = new ArrayList<>();
        for (int i = 0; i < pbxs; i++) {
            parents.add(Examples.enterprise("ent-" + i));
            parents.add(Examples.directRoute("route-" + i, "ent-" + i));
            parents.add(Examples.pbx("pbx-" + i, "ent-" + i, "tenant" + i + ".pbx.example"));
        }
        return parents;
    }

    /** An id of 12 characters, a user principal name of 30, a password of 16. */
    static Line line(int n, int pbxs) {
        String pbx = String.valueOf(n % pbxs);
        return new Line(
                String.format("line-%07d", n),
                "pbx-" + pbx,
                "route-" + pbx,
                String.format("firstname.%07d@acme.example", n),
                "+1415" + (1_000_000 + n),
                String.valueOf(1000 + n),
                Optional.of(1000 + n + "t"),
                Secret.of(String.format("pass%012d", n)),
                Optional.of("User " + n),
                true);
    }

    private static void directory(int lines, int pbxs) {
        ModelDirectory directory = new ModelDirectory();
        parents(pbxs).forEach(directory::load);
        long before = heap();
        long start = System.nanoTime();
        for (int n = 0; n < lines; n++) {
            directory.load(line(n, pbxs));
        }
        long took = System.nanoTime() - start;
        OUT.printf(
                "%d lines on %d PBXs: %d bytes of heap a line, %.2f us to load one%n",
                lines, pbxs, (heap() - before) / lines, took / 1e3 / lines);
        OUT.println(directory.line(line(lines / 2, pbxs).id()).isPresent());
    }

    private static void fill(Path file, int lines, int pbxs) {
        try (SqliteStore store = StoreFixture.open(file)) {
            List<Entity> entities = parents(pbxs);
            for (int n = 0; n < lines; n++) {
                entities.add(line(n, pbxs));
            }
            timed("writing " + entities.size() + " entities", () -> putAll(store, entities));
            states(store, lines);
        }
    }

    private static int putAll(SqliteStore store, List<Entity> entities) {
        entities.forEach(entity -> StoreFixture.put(store, entity));
        return entities.size();
    }

    private static void open(Path file) {
        long jvm = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        SqliteStore store = timed("opening", () -> StoreFixture.open(file));
        int[] states = new int[1];
        timed("loading states", () -> {
            store.lineStates().load((line, state) -> states[0]++);
            return states;
        });
        OUT.printf(
                "%d states; %d ms since the process began, %d MiB heap in use before collection%n",
                states[0],
                System.currentTimeMillis() - jvm,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        OUT.println(ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO) + " CPU, " + (heap() >> 20)
                + " MiB live");
        store.close();
    }

    private static void states(Path file, int lines, int rounds) {
        try (SqliteStore store = StoreFixture.open(file)) {
            for (int round = 0; round < rounds; round++) {
                states(store, lines);
            }
        }
    }

    private static void states(SqliteStore store, int lines) {
        Random random = new Random(lines);
        List<String> ids = new ArrayList<>();
        for (int n = 0; n < lines; n++) {
            ids.add(line(n, 1).id());
        }
        Collections.shuffle(ids, random);
        byte[] state = new byte[200];
        random.nextBytes(state);
        Duration cpu = cpu();
        for (int from = 0; from < lines; from += 1_000) {
            Map<String, byte[]> batch = new HashMap<>();
            ids.subList(from, Math.min(lines, from + 1_000)).forEach(id -> batch.put(id, state));
            store.lineStates().save(batch);
        }
        OUT.printf(
                "saving %d states: %.2f us of CPU each%n",
                lines, cpu().minus(cpu).toNanos() / 1e3 / lines);
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long start = System.nanoTime();
        Duration cpu = cpu();
        T value = work.get();
        OUT.printf(
                "%s: %d ms, %d ms of CPU%n",
                what, (System.nanoTime() - start) / 1_000_000, cpu().minus(cpu).toMillis());
        return value;
    }

    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
