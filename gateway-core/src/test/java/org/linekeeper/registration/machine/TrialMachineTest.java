package org.linekeeper.registration.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.auth.DigestChallenge;
import org.linekeeper.sip.auth.DigestClient;
import org.linekeeper.sip.register.Register;
import org.linekeeper.sip.register.RegisterOutcome;
import org.linekeeper.sip.register.RegisterResponse;

final class TrialMachineTest {
    private static final LineIdentity IDENTITY = new LineIdentity(1, 2);

    private final TrialMachine machine = new TrialMachine(new DigestClient(() -> "cnonce"));
    private TrialMove move = begin(Examples.FIRST);

    private TrialMove begin(Target... targets) {
        return machine.begin(Examples.account(), IDENTITY, List.of(targets));
    }

    private Register sent() {
        return ((TrialMove.Send) move).register();
    }

    private TrialVerdict verdict() {
        return ((TrialMove.Ended) move).verdict();
    }

    private void answer(RegisterResponse response) {
        on(new RegisterOutcome.Answered(response, false));
    }

    private void on(RegisterOutcome outcome) {
        move = machine.on(((TrialMove.Send) move).next(), outcome);
    }

    @Test
    void theBindingsAreAskedForAndNotChanged() {
        assertThat(sent().query()).isTrue();
        assertThat(sent().callId()).isEqualTo("reg-" + IDENTITY.contactToken());
        assertThat(sent().aor()).isEqualTo("101t@abc.service");
        assertThat(sent().outboundProxy()).contains("proxy.example.net");
        assertThat(sent().authorizations()).isEmpty();
        assertThat(((TrialMove.Send) move).target()).isEqualTo(Examples.FIRST);
    }

    @Test
    void aChallengeIsAnsweredAndTheAnswerAccepted() {
        answer(Examples.challenged(Examples.challenge("n1", false)));
        assertThat(sent().cseq()).isEqualTo(2);
        assertThat(sent().authorizations()).singleElement().satisfies(given -> assertThat(given.value())
                .contains("username=\"101t\"", "nonce=\"n1\"", "nc=00000001", "uri=\"sip:abc.service\""));
        answer(Examples.response(200));
        assertThat(verdict().code()).isEqualTo("ok");
        assertThat(verdict().status()).isEqualTo(200);
        assertThat(verdict().passwordChecked()).isTrue();
        assertThat(verdict().target()).contains(Examples.FIRST);
    }

    @Test
    void aYesWithoutAQuestionProvesNoPassword() {
        answer(Examples.response(200));
        assertThat(verdict().code()).isEqualTo("ok");
        assertThat(verdict().passwordChecked()).isFalse();
        assertThat(verdict().advice()).contains("without asking for a password");
    }

    @Test
    void aSecondChallengeMeansAWrongPassword() {
        answer(Examples.challenged(Examples.challenge("n1", false)));
        answer(Examples.challenged(Examples.challenge("n2", false)));
        assertThat(verdict().code()).isEqualTo("wrong_password");
        assertThat(verdict().status()).isEqualTo(407);
        assertThat(verdict().advice()).contains("101t@abc.service").doesNotContain("secret");
    }

    /** Some registrars take a retransmission for a replay: the 200 to the first may be lost. */
    @Test
    void aRetransmittedAnswerThatIsChallengedAnewIsGivenOnceMore() {
        answer(Examples.challenged(Examples.challenge("n1", false)));
        on(new RegisterOutcome.Answered(Examples.challenged(Examples.challenge("n2", false)), true));
        assertThat(sent().authorizations()).singleElement().satisfies(given -> assertThat(given.value())
                .contains("nonce=\"n2\""));
        on(new RegisterOutcome.Answered(Examples.challenged(Examples.challenge("n3", false)), true));
        assertThat(verdict().code()).isEqualTo("wrong_password");
    }

    @Test
    void theSameNonceAgainMeansAWrongPasswordWhateverWasRetransmitted() {
        answer(Examples.challenged(Examples.challenge("n1", false)));
        on(new RegisterOutcome.Answered(Examples.challenged(Examples.challenge("n1", false)), true));
        assertThat(verdict().code()).isEqualTo("wrong_password");
    }

    @Test
    void aStaleNonceIsNoWrongPasswordButNotForEver() {
        answer(Examples.challenged(Examples.challenge("n1", false)));
        answer(Examples.challenged(Examples.challenge("n2", true)));
        assertThat(sent().authorizations()).singleElement().satisfies(given -> assertThat(given.value())
                .contains("nonce=\"n2\""));
        answer(Examples.challenged(Examples.challenge("n3", true)));
        answer(Examples.challenged(Examples.challenge("n4", true)));
        assertThat(verdict().code()).isEqualTo("challenge_loop");
    }

    @Test
    void proxyAndRegistrarMayBothAsk() {
        answer(Examples.challenged(Examples.challenge("n1", false)));
        DigestChallenge proxy = Examples.challenge("n2", false);
        answer(Examples.challenged(new DigestChallenge(
                DigestChallenge.Source.USER_AGENT_SERVER,
                proxy.realm(),
                proxy.nonce(),
                proxy.opaque(),
                proxy.algorithm(),
                proxy.qopAuth(),
                false)));
        assertThat(sent().authorizations())
                .extracting(given -> given.name())
                .containsExactlyInAnyOrder("Authorization", "Proxy-Authorization");
        answer(Examples.response(200));
        assertThat(verdict().code()).isEqualTo("ok");
    }

    @Test
    void aChallengeThatCannotBeAnsweredIsTold() {
        answer(Examples.challenged());
        assertThat(verdict().code()).isEqualTo("unsupported_challenge");
    }

    @ParameterizedTest
    @CsvSource({
        "403,forbidden",
        "404,unknown_user",
        "410,unknown_user",
        "604,unknown_user",
        "405,refused",
        "420,refused",
        "439,refused",
        "302,sip_302",
        "480,sip_480",
        "500,sip_500",
        "503,unavailable",
        "408,timeout",
        "600,sip_600"
    })
    void everyAnswerHasItsCodeAndAdvice(int status, String code) {
        answer(Examples.response(status));
        assertThat(verdict().code()).isEqualTo(code);
        assertThat(verdict().advice()).isNotEmpty();
        assertThat(verdict().passwordChecked()).isFalse();
    }

    @Test
    void anotherTargetIsTriedWhenOneIsOfNoUse() {
        for (RegisterOutcome useless : List.of(
                new RegisterOutcome.TransportFailed("connection refused"),
                new RegisterOutcome.Answered(Examples.response(503), false))) {
            move = begin(Examples.FIRST, Examples.SECOND);
            answer(Examples.challenged(Examples.challenge("n1", false)));
            on(useless);
            assertThat(((TrialMove.Send) move).target()).isEqualTo(Examples.SECOND);
            assertThat(sent().authorizations()).as("nonces of the other one").isEmpty();
            assertThat(sent().cseq()).isEqualTo(3);
            on(useless);
            assertThat(verdict().target()).contains(Examples.SECOND);
        }
    }

    @Test
    void silenceAndUnreachableTargetsAreTold() {
        on(new RegisterOutcome.TimedOut());
        assertThat(verdict().code()).isEqualTo("timeout");
        assertThat(verdict().status()).isZero();
        move = begin(Examples.FIRST);
        on(new RegisterOutcome.TransportFailed("connection refused"));
        assertThat(verdict().code()).isEqualTo("transport_failed");
        assertThat(verdict().advice()).contains("udp:192.0.2.1:5060", "connection refused");
        assertThat(machine.notLocated(Examples.account(), "No such name.").code())
                .isEqualTo("dns_failure");
    }

    @ParameterizedTest
    @CsvSource({
        "TLS handshake failed: expired,tls_failed",
        "the certificate of pbx does not name proxy,tls_failed",
        "Connection refused,transport_failed"
    })
    void whatTlsFailsAtHasItsOwnCode(String cause, String code) {
        move = begin(new Target(
                SipTransport.TLS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 5061), "proxy.example.net"));
        on(new RegisterOutcome.TransportFailed(cause));
        assertThat(verdict().code()).isEqualTo(code);
        assertThat(verdict().advice()).contains(cause);
    }
}
