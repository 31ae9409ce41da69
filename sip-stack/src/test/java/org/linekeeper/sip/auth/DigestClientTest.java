package org.linekeeper.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.sip.auth.DigestChallenge.Source;

final class DigestClientTest {
    private static final DigestCredentials MUFASA = new DigestCredentials("Mufasa", "Circle of Life");

    /** The examples of RFC 7616 3.9.1. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA_256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    })
    void computesTheExamplesOfRfc7616(DigestAlgorithm algorithm, String response) {
        DigestChallenge challenge = new DigestChallenge(
                Source.USER_AGENT_SERVER,
                "http-auth@example.org",
                "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                Optional.of("FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"),
                algorithm,
                true,
                false);
        DigestClient client = new DigestClient(() -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        Authorization answer = client.answer(DigestSession.of(challenge), MUFASA, "GET", "/dir/index.html");

        assertThat(answer.name()).isEqualTo("Authorization");
        assertThat(answer.value())
                .startsWith("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", ")
                .contains("response=\"" + response + "\"")
                .contains("qop=auth, nc=00000001")
                .contains("algorithm=" + algorithm.token())
                .endsWith("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    }

    /** Computed with an independent implementation: RFC 7616 3.9.2 needs userhash, which is not used here. */
    @Test
    void computesSha512Truncated() {
        DigestChallenge challenge =
                new DigestChallenge(Source.PROXY, "r", "n", Optional.empty(), DigestAlgorithm.SHA_512_256, true, false);

        String value = new DigestClient(() -> "c")
                .answer(DigestSession.of(challenge), new DigestCredentials("u", "p"), "REGISTER", "sip:d")
                .value();

        assertThat(value).contains("response=\"dbde29d0cae387af17aaf85999a1da4be1b3a7ffdf5cd08d18c34ab99bdc7b14\"");
    }

    /** The example of RFC 2069 as corrected by its erratum: no qop, no nc, no cnonce. */
    @Test
    void withoutQopTheOldFormIsSent() {
        DigestChallenge challenge = new DigestChallenge(
                Source.PROXY,
                "testrealm@host.com",
                "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                Optional.empty(),
                DigestAlgorithm.MD5,
                false,
                false);
        DigestClient client = new DigestClient(() -> "unused");

        String value = client.answer(
                        DigestSession.of(challenge),
                        new DigestCredentials("Mufasa", "CircleOfLife"),
                        "GET",
                        "/dir/index.html")
                .value();

        assertThat(value)
                .contains("response=\"1949323746fe6a43ef61f9606e7febea\"")
                .doesNotContain("qop")
                .doesNotContain("nc=")
                .doesNotContain("cnonce");
    }

    @Test
    void aReusedNonceCountsUp() {
        DigestClient client = new DigestClient(() -> "c");
        DigestSession session = DigestSession.of(
                new DigestChallenge(Source.PROXY, "r", "n", Optional.empty(), DigestAlgorithm.MD5, true, false));

        Authorization first = client.answer(session, MUFASA, "REGISTER", "sip:d");
        Authorization second = client.answer(first.session(), MUFASA, "REGISTER", "sip:d");

        assertThat(first.name()).isEqualTo("Proxy-Authorization");
        assertThat(first.value()).contains("nc=00000001");
        assertThat(second.value()).contains("nc=00000002");
        assertThat(second.session().uses()).isEqualTo(2);
    }

    @Test
    void quotesAndBackslashesAreEscapedInTheHeader() {
        DigestSession session = DigestSession.of(
                new DigestChallenge(Source.PROXY, "a\"b", "n\\", Optional.empty(), DigestAlgorithm.MD5, true, false));

        String value = new DigestClient(() -> "c")
                .answer(session, new DigestCredentials("u\"\\", "p"), "REGISTER", "sip:d")
                .value();

        assertThat(value)
                .contains("username=\"u\\\"\\\\\"")
                .contains("realm=\"a\\\"b\"")
                .contains("nonce=\"n\\\\\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\u0000", "a\u007f"})
    void controlCharactersAreRefused(String username) {
        DigestSession session = DigestSession.of(
                new DigestChallenge(Source.PROXY, "r", "n", Optional.empty(), DigestAlgorithm.MD5, true, false));
        DigestClient client = new DigestClient(() -> "c");
        DigestCredentials credentials = new DigestCredentials(username, "p");

        assertThatThrownBy(() -> client.answer(session, credentials, "REGISTER", "sip:d"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control character");
    }

    /** What is kept between answers must not be taken for that of another URI, method or algorithm. */
    @Test
    void answersDoNotDependOnThoseBefore() {
        DigestClient client = new DigestClient(() -> "c");
        for (int i = 0; i < 2_000; i++) {
            DigestAlgorithm algorithm = i % 3 == 0 ? DigestAlgorithm.SHA_256 : DigestAlgorithm.MD5;
            String method = i % 5 == 0 ? "INVITE" : "REGISTER";
            String uri = "sip:tenant" + i % 700 + ".example";
            DigestSession session = DigestSession.of(
                    new DigestChallenge(Source.PROXY, "r", "n", Optional.empty(), algorithm, true, false));

            assertThat(client.answer(session, MUFASA, method, uri).value())
                    .contains("response=\"" + response(algorithm.jdkName(), method, uri) + "\"");
        }
    }

    private static String response(String algorithm, String method, String uri) {
        String ha1 = hash(algorithm, "Mufasa:r:Circle of Life");
        return hash(algorithm, ha1 + ":n:00000001:c:auth:" + hash(algorithm, method + ":" + uri));
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingSecretIsPrinted() {
        DigestSession session = DigestSession.of(
                new DigestChallenge(Source.PROXY, "r", "n", Optional.empty(), DigestAlgorithm.MD5, true, false));

        Authorization answer = new DigestClient(() -> "c").answer(session, MUFASA, "REGISTER", "sip:d");

        assertThat(answer.toString()).doesNotContain("response=");
        assertThat(MUFASA.toString()).doesNotContain("Circle");
    }
}
