package org.linekeeper.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.sip.auth.DigestChallenge.Source;

final class DigestChallengesTest {
    private static final String PLAIN = "Digest realm=\"pbx\", nonce=\"n1\"";

    @Test
    void readsEveryParameterThatMatters() {
        List<DigestChallenge> read = DigestChallenges.parse(
                Source.PROXY,
                "digest\tREALM = \"a \\\"b\\\\ c, d\" ,nonce=\"n=1,\",opaque=\"o\",stale=TRUE,algorithm=\"sha-256\","
                        + " qop=\"auth-int, auth\", domain=\"sip:x\", future=token, other=\"q\"");

        assertThat(read)
                .containsExactly(new DigestChallenge(
                        Source.PROXY, "a \"b\\ c, d", "n=1,", Optional.of("o"), DigestAlgorithm.SHA_256, true, true));
    }

    @Test
    void algorithmIsMd5AndQopIsNoneWhereNothingIsSaid() {
        DigestChallenge read =
                DigestChallenges.parse(Source.USER_AGENT_SERVER, PLAIN).get(0);

        assertThat(read.algorithm()).isEqualTo(DigestAlgorithm.MD5);
        assertThat(read.qopAuth()).isFalse();
        assertThat(read.stale()).isFalse();
    }

    @Test
    void severalChallengesInOneValueAreReadInOrder() {
        List<DigestChallenge> read = DigestChallenges.parse(
                Source.USER_AGENT_SERVER,
                "NTLM, Digest realm=\"x\", nonce=\"1\", algorithm=SHA-512-256, qop=\"auth\", Basic realm=\"b\","
                        + " Digest realm=\"x\", nonce=\"2\", algorithm=MD5");

        assertThat(read).extracting(DigestChallenge::nonce).containsExactly("1", "2");
        assertThat(read)
                .extracting(DigestChallenge::algorithm)
                .containsExactly(DigestAlgorithm.SHA_512_256, DigestAlgorithm.MD5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=\"x\", nonce=\"1\", algorithm=MD5-sess",
                "Digest realm=\"x\", nonce=\"1\", algorithm=SHA3-999",
                "Digest realm=\"x\", nonce=\"1\", qop=\"auth-int\"",
                "Digest realm=\"x\"",
                "Digest nonce=\"x\"",
                "Basic realm=\"x\"",
                "Digest realm=\"x",
                "Digest",
                "",
                ",,,",
                "=\"",
                "Digest =x",
                "Digest realm=\"a\tb\", nonce=\"1\"",
            })
    void whatCannotBeAnsweredIsLeftOut(String value) {
        assertThat(DigestChallenges.parse(Source.PROXY, value)).isEmpty();
    }

    /** RFC 8760 2.4: "the client SHOULD use the topmost header field that it supports". */
    @Test
    void topmostSupportedOfEachRealmIsChosenNotTheStrongest() {
        List<DigestChallenge> read = DigestChallenges.parse(
                Source.USER_AGENT_SERVER,
                "Digest realm=\"a\", nonce=\"0\", algorithm=NEW, Digest realm=\"a\", nonce=\"1\", algorithm=MD5,"
                        + "Digest realm=\"a\", nonce=\"2\", algorithm=SHA-256, Digest realm=\"b\", nonce=\"3\"");

        assertThat(DigestChallenges.choose(read, challenge -> true))
                .extracting(DigestChallenge::nonce)
                .containsExactly("1", "3");
    }

    @Test
    void aRealmThatTheCallerForbidsIsNotChosen() {
        List<DigestChallenge> read = DigestChallenges.parse(
                Source.PROXY, "Digest realm=\"evil\", nonce=\"1\", Digest realm=\"pbx\", nonce=\"2\"");

        assertThat(DigestChallenges.choose(read, challenge -> challenge.realm().equals("pbx")))
                .extracting(DigestChallenge::nonce)
                .containsExactly("2");
    }

    @Test
    void nextNonceIsReadFromAuthenticationInfo() {
        assertThat(DigestChallenges.nextNonce("qop=auth, nextnonce=\"abc\", rspauth=\"0\""))
                .contains("abc");
        assertThat(DigestChallenges.nextNonce("rspauth=\"0\"")).isEmpty();
        assertThat(DigestChallenges.nextNonce("nextnonce=\"\"")).isEmpty();
        assertThat(DigestChallenges.nextNonce("\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mutatedChallengesNeverThrowNorHang(long seed) {
        Random random = new Random(seed);
        String alphabet = "Digest=\",\\ \trealmnonce0\u0000\u00e9\r\n";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder value =
                    new StringBuilder("Digest realm=\"a\", nonce=\"b\", qop=\"auth\", Digest realm=\"c\", nonce=\"d\"");
            for (int edits = random.nextInt(8); edits >= 0; edits--) {
                int place = random.nextInt(value.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> value.setCharAt(place, c);
                    case 1 -> value.insert(place, c);
                    default -> value.deleteCharAt(place);
                }
            }
            assertThat(DigestChallenges.parse(Source.PROXY, value.toString())).hasSizeLessThanOrEqualTo(8);
        }
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anyValueComesToAnEnd() {
        Random random = new Random(8760);
        List<String> pieces = List.of(
                "Digest", "Basic", " ", ",", "=", "\"", "\\", "realm", "nonce", "qop", "a", ";", "\r\n", "\0",
                "\u00e9");
        for (int i = 0; i < 50_000; i++) {
            StringBuilder value = new StringBuilder("Digest realm=\"r\", nonce=\"n\"");
            for (int length = random.nextInt(12); length > 0; length--) {
                value.insert(random.nextInt(value.length() + 1), pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(DigestChallenges.parse(DigestChallenge.Source.PROXY, value.toString()))
                    .allSatisfy(challenge ->
                            assertThat(challenge.realm() + challenge.nonce()).doesNotContain("\r", "\n", "\0"));
            assertThat(DigestChallenges.nextNonce(value.toString())).isNotNull();
        }
    }
}
