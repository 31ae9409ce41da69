package org.linekeeper.bench.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.linekeeper.bench.octets.Octets;

class RegistrarTest {
    private static final InetSocketAddress CLIENT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
    private static final String USER = Accounts.user(7);
    private static final String PASSWORD = Accounts.password(7);

    private final Registrar registrar = new Registrar(new Lines(10, 42), 60);
    private long now = System.nanoTime();
    private int branches;

    @Test
    void challengesWhoShowsNothing() {
        String answer = send("");

        assertThat(answer)
                .startsWith(
                        "SIP/2.0 401 Unauthorized\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;rport=5060;received=127.0.0.1;branch=b0\r\n")
                .contains(
                        "\r\nWWW-Authenticate: Digest realm=\"pbx.bench.example\",qop=\"auth\",algorithm=MD5,nonce=\"")
                .doesNotContain("stale")
                .endsWith("\r\nContent-Length: 0\r\n\r\n");
        assertThat(report().challenges()).isOne();
    }

    @Test
    void acceptsARightDigestAndSaysWhatItGrants() {
        String answer = send(authorization(nonce(send("")), 1));

        assertThat(answer)
                .startsWith("SIP/2.0 200 OK\r\n")
                .contains("\r\nContact: <sip:" + USER + "@127.0.0.1:5060>;expires=60\r\n");
        assertThat(report().accepted()).isOne();
        assertThat(report().linesRegistered()).isOne();
        assertThat(report().registeredNow()).isOne();
    }

    @Test
    void answersAreOfOneLength() {
        String challenge = send("");
        String accepted = send(authorization(nonce(challenge), 1));

        assertThat(challenge).hasSize(AnswerWriter.LENGTH);
        assertThat(accepted).hasSize(AnswerWriter.LENGTH);
    }

    @Test
    void refusesAWrongDigest() {
        String nonce = nonce(send(""));

        String answer = send(RegisteringClient.authorization(USER, "wrong", nonce, 1));

        assertThat(answer).startsWith("SIP/2.0 401").doesNotContain("stale");
        assertThat(report().wrongDigests()).isOne();
        assertThat(report().registeredNow()).isZero();
    }

    @Test
    void refusesTheCredentialsOfAnotherLine() {
        String nonce = nonce(send(""));
        String others = RegisteringClient.authorization(Accounts.user(8), Accounts.password(8), nonce, 1);

        assertThat(send(others)).startsWith("SIP/2.0 401");
        assertThat(report().wrongDigests()).isOne();
    }

    @Test
    void aNonceServesAgainWithAHigherCount() {
        String nonce = nonce(send(""));
        send(authorization(nonce, 1));

        assertThat(send(authorization(nonce, 2))).startsWith("SIP/2.0 200");
        assertThat(report().challenges()).isOne();
    }

    @Test
    void aCountThatDoesNotRiseIsStale() {
        String nonce = nonce(send(""));
        send(authorization(nonce, 2));

        assertThat(send(authorization(nonce, 2))).startsWith("SIP/2.0 401").contains(",stale=true\r\n");
        assertThat(report().staleNonces()).isOne();
    }

    @Test
    void aNonceThatItDidNotGiveIsStale() {
        send("");

        assertThat(send(authorization("0000000100000000deadbeef", 1))).contains(",stale=true\r\n");
        assertThat(report().staleNonces()).isOne();
    }

    @Test
    void aNonceIsOverWhenTheLineGotANewOne() {
        String first = nonce(send(""));
        send("");

        assertThat(send(authorization(first, 1))).contains(",stale=true\r\n");
    }

    @Test
    void aRetransmissionIsAnsweredAsBeforeAndCounted() {
        String challenge = send("");
        branches--;
        assertThat(send("")).isEqualTo(challenge);

        String authorization = authorization(nonce(challenge), 1);
        String accepted = send(authorization);
        branches--;
        assertThat(send(authorization)).isEqualTo(accepted);
        assertThat(report().retransmissions()).isEqualTo(2);
        assertThat(report().transactions()).isEqualTo(2);
        assertThat(report().challenges()).isOne();
        assertThat(report().accepted()).isOne();
    }

    @Test
    void zeroSecondsEndABinding() {
        String nonce = nonce(send(""));
        send(authorization(nonce, 1));

        String answer = send(authorization(nonce, 2), 0);

        assertThat(answer).startsWith("SIP/2.0 200").doesNotContain("Contact");
        assertThat(report().removed()).isOne();
        assertThat(report().registeredNow()).isZero();
    }

    @Test
    void aBindingLapsesAfterWhatWasGranted() {
        String nonce = nonce(send(""));
        send(authorization(nonce, 1));

        pass(60);
        send(authorization(nonce, 2));
        assertThat(report().lapses()).isZero();
        pass(61);
        assertThat(report().registeredNow()).isZero();
        send(authorization(nonce, 3));
        assertThat(report().lapses()).isOne();
        assertThat(report().registeredNow()).isOne();
    }

    @Test
    void grantsWhatItIsToldTo() {
        registrar.grant(3_600);

        assertThat(send(authorization(nonce(send("")), 1))).contains(">;expires=3600\r\n");
    }

    @Test
    void aMarkStartsTheCountsAnewAndKeepsBindings() {
        String nonce = nonce(send(""));
        send(authorization(nonce, 1));

        registrar.mark();
        assertThat(report().requests()).isZero();
        assertThat(report().registeredNow()).isOne();
        send(authorization(nonce, 2));
        assertThat(report().linesRegistered()).isOne();
        assertThat(report().challenges()).isZero();
    }

    @Test
    void forgettingEndsEverything() {
        String nonce = nonce(send(""));
        send(authorization(nonce, 1));

        registrar.forget();

        assertThat(report().registeredNow()).isZero();
        assertThat(send(authorization(nonce, 2))).startsWith("SIP/2.0 401");
    }

    @Test
    void knowsItsAccountsOnly() {
        assertThat(answer(RegisteringClient.request(Accounts.user(10), 1, "127.0.0.1:5060", "b", "", 60)))
                .startsWith("SIP/2.0 404");
        assertThat(report().unknownLines()).isOne();
    }

    @Test
    void saysNothingToWhatItDoesNotUnderstand() {
        assertThat(answer("OPTIONS sip:a SIP/2.0\r\n\r\n")).isEmpty();
        assertThat(answer("REGISTER sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=b\r\n\r\n"))
                .isEmpty();
        assertThat(answer("\r\n\r\n")).isEmpty();
        assertThat(report().notUnderstood()).isEqualTo(3);
    }

    @Test
    void countsRequestsByTheTimeTheyCame() {
        send("");
        now += TimeUnit.MILLISECONDS.toNanos(250);
        send("");

        assertThat(report().tenths()).containsExactly(1, 0, 1);
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private TargetReport report() {
        return registrar.report(0, now);
    }

    private String authorization(String nonce, int nc) {
        return RegisteringClient.authorization(USER, PASSWORD, nonce, nc);
    }

    private static String nonce(String answer) {
        return RegisteringClient.nonce(answer).orElseThrow();
    }

    private String send(String authorization) {
        return send(authorization, 3_600);
    }

    private String send(String authorization, int expires) {
        String branch = "b" + branches++;
        return answer(RegisteringClient.request(USER, 1, "127.0.0.1:5060", branch, authorization, expires));
    }

    private String answer(String request) {
        byte[] bytes = Octets.ascii(request);
        int length = registrar.answer(bytes, bytes.length, CLIENT, now);
        return new String(registrar.answerBytes(), 0, length, StandardCharsets.US_ASCII);
    }
}
