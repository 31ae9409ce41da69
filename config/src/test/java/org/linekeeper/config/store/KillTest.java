package org.linekeeper.config.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.linekeeper.config.store.StoreFixture.open;
import static org.linekeeper.config.store.StoreFixture.refusal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes is killed by SIGKILL at random moments: whatever it had acknowledged is there. */
@Timeout(120)
class KillTest {
    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    @Test
    void noAcknowledgedWriteIsLost() throws IOException, InterruptedException {
        Path file = folder.resolve("store.db");
        Random random = new Random(20261121);
        Set<String> lines = new HashSet<>();
        Set<String> states = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            int before = lines.size();
            writeUntilKilled(file, round * 1_000_000, 20 + random.nextInt(600), lines, states);
            assertThat(lines).hasSizeGreaterThan(before);
            try (SqliteStore store = open(file)) {
                lines.forEach(line ->
                        assertThat(store.directory().line(line)).as(line).isPresent());
                Set<String> kept = new HashSet<>();
                store.lineStates().load((line, state) -> kept.add(line));
                assertThat(kept).containsAll(states);
            }
        }
        try (var left = Files.list(folder.resolve("store.db.driver"))) {
            assertThat(left.filter(path -> path.toString().endsWith(".so")))
                    .as("native libraries that killed processes left behind")
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    /** Kills it after so many acknowledgements, plus whatever it manages meanwhile. */
    private void writeUntilKilled(Path file, int first, int acknowledgements, Set<String> lines, Set<String> states)
            throws IOException, InterruptedException {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PutLoop.class.getName(),
                        file.toString(),
                        String.valueOf(first)))
                .redirectError(folder.resolve("child.log").toFile())
                .start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            int heard = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ", -1);
                if (words.length == 3 && words[2].equals(".")) {
                    (words[0].equals("line") ? lines : states).add(words[1]);
                }
                if (heard++ == 0) {
                    assertThat(refusal(file)).contains("in use by another daemon");
                }
                if (heard == acknowledgements) {
                    // Not by the process itself, which would close this reader on what is still to be read.
                    assertThat(child.toHandle().destroyForcibly()).isTrue();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as("killed, not ended by itself").isEqualTo(128 + 9);
    }
}
