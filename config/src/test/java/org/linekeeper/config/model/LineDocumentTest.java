package org.linekeeper.config.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.config.model.Entity.Kind;
import org.linekeeper.config.model.EntityJson.Outcome;

class LineDocumentTest {
    private static Line line(Optional<String> authUser, Optional<String> displayName, boolean enabled) {
        return new Line(
                "l",
                "p",
                "r",
                "ann@acme.example",
                "+14155550100",
                "100@a.example",
                authUser,
                Secret.of("p~{}:,w"),
                displayName,
                enabled);
    }

    @Test
    void whatIsWrittenIsReadTheShortWay() {
        for (Line line : new Line[] {
            line(Optional.of("u"), Optional.of("Ann"), true),
            line(Optional.empty(), Optional.of("Ann"), false),
            line(Optional.of("u"), Optional.empty(), false),
            line(Optional.empty(), Optional.empty(), true),
        }) {
            assertThat(LineDocument.read("l", EntityJson.writeWithSecrets(line)))
                    .contains(line);
        }
    }

    @Test
    void otherLettersAreReadTheLongWay() {
        for (String name : new String[] {"Ren\u00e9", "\u4e2d", "a \"b\"", "a\\b", "\t"}) {
            byte[] document = EntityJson.writeWithSecrets(line(Optional.empty(), Optional.of(name), true));
            assertThat(LineDocument.read("l", document)).isEmpty();
            assertThat(EntityJson.readStored(Kind.LINE, "l", document))
                    .isEqualTo(new Outcome.Good(line(Optional.empty(), Optional.of(name), true)));
        }
    }

    /** Whatever the short way takes, the long way takes for the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theShortWayNeverContradictsTheLongOne(long seed) {
        Random random = new Random(seed);
        byte[] pieces = "\",:{}\\u0000truefals e\u00e9\n\0".getBytes(UTF_8);
        int taken = 0;
        for (int round = 0; round < 20_000; round++) {
            Optional<String> authUser = random.nextBoolean() ? Optional.of("u") : Optional.empty();
            Optional<String> displayName = random.nextBoolean() ? Optional.of("Ann") : Optional.empty();
            byte[] document = EntityJson.writeWithSecrets(line(authUser, displayName, random.nextBoolean()));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(document.length);
                switch (random.nextInt(3)) {
                    case 0 -> document[at] = pieces[random.nextInt(pieces.length)];
                    case 1 -> document = Arrays.copyOf(document, at);
                    default -> document[at] = (byte) (32 + random.nextInt(95));
                }
                if (document.length == 0) {
                    break;
                }
            }
            Optional<Line> read = LineDocument.read("l", document);
            if (read.isPresent()) {
                taken++;
                assertThat(EntityJson.readAtLength(Kind.LINE, "l", document)).isEqualTo(new Outcome.Good(read.get()));
            }
        }
        assertThat(taken).isGreaterThan(5_000);
    }
}
