package org.linekeeper.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.simulator.sip.SipHeaders;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.Violation;
import org.linekeeper.simulator.sip.Violations;

class DigestGuardTest {
    private static final HostedPbx.Account ANN = new HostedPbx.Account("101t", "auth101", "secret");
    private static final DigestGuard.Verdict STALE = new DigestGuard.Verdict.Challenge(true);
    private static final DigestGuard.Verdict FRESH = new DigestGuard.Verdict.Challenge(false);

    private final HandClock clock = new HandClock();
    private final Violations violations = new Violations();
    private final DigestGuard guard = new DigestGuard(
            PbxSettings.of("acme.example", new InetSocketAddress(0)).nonceLife(Duration.ofSeconds(60)),
            Map.of("101t", ANN),
            clock,
            violations);

    /** RFC 7616 section 3.9.1. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA_256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
    })
    void computesTheExampleOfTheRfc(DigestAlgorithm algorithm, String response) {
        assertThat(algorithm.response(new DigestAlgorithm.Proof(
                        "Mufasa",
                        "Circle of Life",
                        "http-auth@example.org",
                        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                        "00000001",
                        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                        "GET",
                        "/dir/index.html")))
                .isEqualTo(response);
    }

    @ParameterizedTest
    @CsvSource({"SHA_256, 0", "MD5, 1"})
    void theRightPasswordProvesWhoItIs(DigestAlgorithm algorithm, int challenge) {
        String nonce = nonce(challenge);
        assertThat(guard.check(request(algorithm, nonce, "00000001", "secret")))
                .isEqualTo(new DigestGuard.Verdict.Proved(ANN));
        assertThat(guard.check(request(algorithm, nonce, "00000002", "secret")))
                .isEqualTo(new DigestGuard.Verdict.Proved(ANN));
        assertThat(violations.list()).isEmpty();
    }

    @Test
    void aNonceDiesOfAge() {
        String nonce = nonce(0);
        clock.now = clock.now.plusSeconds(61);
        assertThat(guard.check(request(DigestAlgorithm.SHA_256, nonce, "00000001", "secret")))
                .isEqualTo(STALE);
        assertThat(violations.list()).isEmpty();
    }

    @Test
    void aCountThatDoesNotRiseIsAReplay() {
        String nonce = nonce(0);
        guard.check(request(DigestAlgorithm.SHA_256, nonce, "00000001", "secret"));
        assertThat(guard.check(request(DigestAlgorithm.SHA_256, nonce, "00000001", "secret")))
                .isEqualTo(STALE);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly("nc-not-rising");
    }

    @Test
    void rejectedCredentialsMustNotComeBack() {
        String nonce = nonce(0);
        SipRequest guess = request(DigestAlgorithm.SHA_256, nonce, "00000001", "guess");
        assertThat(guard.check(guess)).isEqualTo(FRESH);
        assertThat(violations.list()).isEmpty();
        assertThat(guard.check(guess)).isEqualTo(FRESH);
        assertThat(violations.list()).extracting(Violation::rule).containsExactly("rejected-credentials");
    }

    private String nonce(int challenge) {
        SipRequest bare = new SipRequest("REGISTER", "sip:acme.example", SipHeaders.EMPTY, "");
        SipResponse response = guard.challenge(bare, false);
        return Credentials.parse(response.headers().lines("Proxy-Authenticate").get(challenge))
                .get("nonce");
    }

    private static SipRequest request(DigestAlgorithm algorithm, String nonce, String count, String password) {
        String uri = "sip:acme.example";
        String response = algorithm.response(
                new DigestAlgorithm.Proof("auth101", password, "acme.example", nonce, count, "c", "REGISTER", uri));
        String value = "Digest username=\"auth101\", realm=\"acme.example\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", response=\"" + response + "\", algorithm=" + algorithm.token() + ", qop=auth, nc=" + count
                + ", cnonce=\"c\"";
        return new SipRequest("REGISTER", uri, SipHeaders.EMPTY.with("Proxy-Authorization", value), "");
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
