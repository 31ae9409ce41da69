package org.linekeeper.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.sip.auth.DigestChallenge.Source;

final class ChallengeScanTest {
    private static final String USUAL = "Digest realm=\"pbx\", nonce=\"n1\", opaque=\"o\", algorithm=MD5, qop=\"auth\"";

    private final ChallengeScan scan = new ChallengeScan();

    @Test
    void readsTheUsualChallenge() {
        assertThat(read(USUAL))
                .isEqualTo(new DigestChallenge(
                        Source.PROXY, "pbx", "n1", Optional.of("o"), DigestAlgorithm.MD5, true, false));
    }

    /** A line is to keep its nonce and nothing else of its own. */
    @Test
    void linesOfOnePbxShareRealmAndOpaque() {
        DigestChallenge one = read(USUAL);
        DigestChallenge other = read(USUAL.replace("n1", "n2"));

        assertThat(one).isNotNull();
        assertThat(other).isNotNull();
        assertThat(other.nonce()).isEqualTo("n2");
        assertThat(other.realm()).isSameAs(one.realm());
        assertThat(other.opaque()).isSameAs(one.opaque());
    }

    @Test
    void anotherRealmOrOpaqueIsNotTakenForTheOneBefore() {
        for (int i = 0; i < 1_000; i++) {
            String value = USUAL.replace("pbx", "pbx" + i % 300).replace("\"o\"", "\"o" + i % 7 + "\"");
            assertThat(DigestChallenges.parse(Source.PROXY, value)).containsExactly(read(value));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic realm=\"x\"",
                "Digest realm=\"x\"",
                "Digest realm=\"a\\\"b\", nonce=\"1\"",
                "Digest realm=\"a\", nonce=\"1\", nonce=\"2\"",
                "Digest realm=\"a\", nonce=\"1\", algorithm=NEW",
                "Digest realm=\"a\", nonce=\"1\", qop=\"auth-int\"",
                "Digest realm=\"a\", nonce=\"1\", Digest realm=\"b\", nonce=\"2\"",
                "Digest realm=\"\u00fc\", nonce=\"1\"",
                "Digest realm=\"a",
                "Digest",
                "",
            })
    void whatIsNotUsualIsLeftToTheOtherReader(String value) {
        assertThat(read(value)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheOtherReaderOrDeclines(long seed) {
        Random random = new Random(seed);
        String alphabet = "Digest=\",\\ \trealmnonce05auth-MD\u0000\u00e9\r\n";
        int read = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder value = new StringBuilder(USUAL);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                int place = random.nextInt(value.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> value.setCharAt(place, c);
                    case 1 -> value.insert(place, c);
                    default -> value.deleteCharAt(place);
                }
            }
            DigestChallenge scanned = read(value.toString());
            if (scanned != null) {
                read++;
                assertThat(DigestChallenges.parse(Source.PROXY, value.toString()))
                        .as("seed %d: %s", seed, value)
                        .containsExactly(scanned);
            }
        }
        assertThat(read).isGreaterThan(2_000);
    }

    private @Nullable DigestChallenge read(String value) {
        byte[] message = ("X: " + value + "\r\n").getBytes(StandardCharsets.UTF_8);
        return scan.read(Source.PROXY, message, 3, message.length - 2);
    }
}
