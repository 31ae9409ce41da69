package org.linekeeper.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.Entity;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson;
import org.linekeeper.config.model.Examples;

/** Whatever the text is, both readers come back with a value: never an exception, never a hang. */
@Timeout(60)
class ReadersFuzzTest {
    private static final List<String> FRAGMENTS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "'",
            "\\",
            "\\u0000",
            "\\ud800",
            "null",
            "true",
            "1e9999",
            "-0",
            ".nan",
            "0x7fffffffffffffffffff",
            "- ",
            "\n",
            "\n  ",
            "\t",
            "&a ",
            "*a",
            "!!str ",
            "!<x> ",
            "<<: ",
            "? ",
            "| \n",
            ">-\n",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "#",
            "@",
            "`",
            "\u0000",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\ud83d\ude00",
            "é",
            "sip: ",
            "\"\\a\\e[2J\": ",
            "listeners: ",
            "dns: {",
            "999999999999999999999",
            "9".repeat(200),
            "x".repeat(2000));

    private static byte[] mutate(Random random, byte[] seed) {
        byte[] text = seed;
        for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
            text = edit(random, text);
        }
        return text;
    }

    private static byte[] edit(Random random, byte[] text) {
        int from = random.nextInt(text.length + 1);
        int to = Math.min(text.length, from + (random.nextInt(3) == 0 ? random.nextInt(40) : random.nextInt(2)));
        byte[] middle =
                switch (random.nextInt(4)) {
                    case 0 -> new byte[0];
                    case 1 -> new byte[] {(byte) random.nextInt(256)};
                    case 2 -> FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
                    default -> slice(random, text);
                };
        byte[] result = new byte[from + middle.length + text.length - to];
        System.arraycopy(text, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(text, to, result, from + middle.length, text.length - to);
        return result;
    }

    private static byte[] slice(Random random, byte[] text) {
        int from = random.nextInt(text.length + 1);
        return java.util.Arrays.copyOfRange(text, from, Math.min(text.length, from + random.nextInt(60)));
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103})
    void entitiesOfAnyText(long seed) {
        Random random = new Random(seed);
        List<Entity> seeds = List.of(
                Examples.enterprise("e", 3),
                Examples.directRoute("r", "e"),
                Examples.pbx("p", "e"),
                Examples.line("l", "p", "r", 1));
        int good = 0;
        for (int i = 0; i < 4_000; i++) {
            Entity original = seeds.get(random.nextInt(seeds.size()));
            byte[] text = mutate(random, EntityJson.writeWithSecrets(original));
            Kind kind = random.nextInt(20) == 0 ? List.of(Kind.values()).get(random.nextInt(4)) : original.kind();
            EntityJson.Outcome outcome = EntityJson.read(kind, original.id(), text);
            if (outcome instanceof EntityJson.Outcome.Good read) {
                good++;
                Entity entity = read.entity();
                assertThat(entity.problems()).isEmpty();
                assertThat(EntityJson.read(kind, entity.id(), EntityJson.writeWithSecrets(entity)))
                        .isEqualTo(outcome);
            } else {
                assertThat(((EntityJson.Outcome.Bad) outcome).problems()).isNotEmpty();
            }
        }
        assertThat(good).as("mutations that stay inside the rules").isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 202, 203})
    void settingsOfAnyText(long seed, @TempDir Path folder) throws IOException {
        Random random = new Random(seed);
        byte[] sample = Files.readAllBytes(Path.of("../packaging/linekeeper.yaml"));
        Path file = folder.resolve("fuzz.yaml");
        for (int i = 0; i < 400; i++) {
            Files.write(file, mutate(random, sample));
            SettingsOutcome outcome = SettingsFile.read(file);
            if (outcome instanceof SettingsOutcome.Rejected rejected) {
                assertThat(rejected.problems()).isNotEmpty().hasSizeLessThanOrEqualTo(101);
                assertThat(rejected.problems()).allSatisfy(problem -> assertThat(problem.toString())
                        .hasSizeLessThan(1_000)
                        .doesNotContainPattern("\\p{Cntrl}"));
            }
        }
    }
}
