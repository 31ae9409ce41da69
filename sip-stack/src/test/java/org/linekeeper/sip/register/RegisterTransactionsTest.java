package org.linekeeper.sip.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.ListenerSettings;
import org.linekeeper.sip.transport.MessageSender;
import org.linekeeper.sip.transport.MessageSource;

final class RegisterTransactionsTest {
    private static final String CALL_ID = Examples.IDENTITY.callId();

    private final FakeLoop loop = new FakeLoop();
    private final FakeNetwork network = new FakeNetwork();
    private final List<RegisterOutcome> outcomes = new ArrayList<>();
    private final RegisterTransactions client = new RegisterTransactions(
            network, loop, (message, ours) -> Optional.empty(), RegisterClientSettings.of("Linekeeper"), 0x1234);

    @AfterEach
    void nothingIsLeft() {
        loop.forward(Duration.ofSeconds(33));
        assertThat(loop.timersLeft()).isZero();
        assertThat(client.inFlight()).isZero();
        assertThat(outcomes).isNotEmpty();
    }

    /** RFC 3261 17.1.2.2: timer E at T1, doubling up to T2; "Timer F ... 64*T1". */
    @Test
    void overUdpItRetransmitsAndEndsByTimerF() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        loop.forward(Duration.ofMillis(31_999));
        assertThat(outcomes).isEmpty();
        loop.forward(Duration.ofMillis(1));

        assertThat(outcomes).containsExactly(new RegisterOutcome.TimedOut());
        assertThat(network.times)
                .extracting(Duration::toMillis)
                .containsExactly(
                        0L, 500L, 1_500L, 3_500L, 7_500L, 11_500L, 15_500L, 19_500L, 23_500L, 27_500L, 31_500L);
        assertThat(network.sent).allMatch(text -> text.equals(network.sent.get(0)));
    }

    /** RFC 3261 18.1.1: "larger than 1300 bytes [...] MUST be sent using an RFC 2914 congestion controlled transport protocol". */
    @Test
    void whatIsTooLargeForADatagramIsNotSentAsOneUnlessItHasTo() {
        client.send(large(1, false), Examples.target(SipTransport.UDP), loop, outcomes::add);
        assertThat(outcomes).isEmpty();
        loop.forward(Duration.ofMillis(1));
        assertThat(outcomes).containsExactly(new RegisterOutcome.TooLarge());
        assertThat(network.sent).isEmpty();
        assertThat(client.inFlight()).isZero();
        client.send(large(2, false), Examples.target(SipTransport.TCP), loop, outcomes::add);
        client.send(large(3, true), Examples.target(SipTransport.UDP), loop, outcomes::add);
        assertThat(network.sent).hasSize(2).allMatch(text -> text.length() > 1_300);
    }

    private static Register large(long cseq, boolean anySize) {
        Register usual = Examples.register(cseq);
        return new Register(
                usual.domain(),
                usual.user(),
                Optional.of("a".repeat(1_000) + ".example"),
                usual.identity(),
                cseq,
                usual.expires(),
                usual.asking(),
                usual.outbound(),
                usual.path(),
                usual.authorizations(),
                anySize);
    }

    @Test
    void overTcpItIsSentOnce() {
        client.send(Examples.register(1), Examples.target(SipTransport.TCP), loop, outcomes::add);
        loop.forward(Duration.ofSeconds(32));

        assertThat(network.sent).hasSize(1);
        assertThat(outcomes).containsExactly(new RegisterOutcome.TimedOut());
    }

    /** RFC 3261 17.1.2.2, Proceeding: "timer E MUST be reset with a value of T2 seconds". */
    @Test
    void aProvisionalResponseSlowsRetransmission() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        answer("100 Trying", 1, CALL_ID, 99);
        loop.forward(Duration.ofSeconds(10));

        assertThat(network.times).extracting(Duration::toMillis).containsExactly(0L, 500L, 4_500L, 8_500L);
        assertThat(outcomes).isEmpty();
    }

    /** An answer may be to the repetition, where the one to the first was lost. */
    @Test
    void anAnswerTellsWhetherTheRequestWasRetransmitted() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        loop.forward(Duration.ofMillis(499));
        answer("200 OK", 1, CALL_ID, 99);
        client.send(Examples.register(2), Examples.target(SipTransport.UDP), loop, outcomes::add);
        loop.forward(Duration.ofMillis(500));
        answer("200 OK", 2, CALL_ID, 99);
        client.send(Examples.register(3), Examples.target(SipTransport.TCP), loop, outcomes::add);
        loop.forward(Duration.ofSeconds(31));
        answer("200 OK", 3, CALL_ID, 99);

        assertThat(outcomes)
                .extracting(outcome -> ((RegisterOutcome.Answered) outcome).retransmitted())
                .containsExactly(false, true, false);
    }

    @Test
    void theFinalResponseEndsItAndLaterOnesAreLate() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        answer("200 OK", 1, CALL_ID, 99);
        answer("200 OK", 1, CALL_ID, 99);
        String first = network.branch();
        client.send(Examples.register(2), Examples.target(SipTransport.UDP), loop, outcomes::add);
        deliver(first, "401 Unauthorized", 1, CALL_ID, 99);

        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0)).isInstanceOf(RegisterOutcome.Answered.class);
        assertThat(client.counters().late()).isEqualTo(2);
        assertThat(network.branch()).isNotEqualTo(first);
    }

    @Test
    void foreignResponsesAreDroppedAndCounted() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        String branch = network.branch();
        answer("200 OK", 1, CALL_ID, 66);
        answer("200 OK", 2, CALL_ID, 99);
        answer("200 OK", 1, "call-2", 99);
        deliver(branch.substring(0, branch.length() - 1) + "z", "200 OK", 1, CALL_ID, 99);
        deliver("z9hG4bKr", "200 OK", 1, CALL_ID, 99);
        deliver("z9hG4bKrff00000000000001" + "00001234", "200 OK", 1, CALL_ID, 99);

        assertThat(outcomes).isEmpty();
        assertThat(client.counters().foreign()).isEqualTo(6);
        answer("200 OK", 1, CALL_ID, 99);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void anotherKeyIsAnotherLifeOfTheProcess() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        deliver(network.branch().replaceAll("....$", "9999"), "200 OK", 1, CALL_ID, 99);

        assertThat(outcomes).isEmpty();
        assertThat(client.counters().late()).isEqualTo(1);
    }

    @Test
    void unreadableResponsesAreDroppedAndCounted() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        client.response(Examples.bytes("SIP/2.0 200 OK", "garbage"), network.branch(), source(99));

        assertThat(outcomes).isEmpty();
        assertThat(client.counters().unreadable()).isEqualTo(1);
    }

    @Test
    void aTransportFailureEndsItAfterSendHasReturned() {
        network.failure = "Connection refused";
        client.send(Examples.register(1), Examples.target(SipTransport.TCP), loop, outcomes::add);
        assertThat(outcomes).isEmpty();
        loop.runTasks();

        assertThat(outcomes).containsExactly(new RegisterOutcome.TransportFailed("Connection refused"));
    }

    @Test
    void whatCannotBeEncodedIsATransportFailureWithTheReason() {
        Register bad = new Register(
                "d",
                "u\r\n",
                Optional.empty(),
                Examples.IDENTITY,
                1,
                Duration.ZERO,
                Register.Asking.BINDING,
                false,
                true,
                List.of());
        client.send(bad, Examples.target(SipTransport.UDP), loop, outcomes::add);
        assertThat(outcomes).isEmpty();
        loop.runTasks();

        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(RegisterOutcome.TransportFailed.class, failed -> assertThat(failed.cause())
                        .contains("control character"));
    }

    @Test
    void thousandsAtOnceAllFindTheirOwnAnswer() {
        for (int i = 1; i <= 5_000; i++) {
            client.send(Examples.register(i), Examples.target(SipTransport.UDP), loop, outcomes::add);
        }
        assertThat(client.inFlight()).isEqualTo(5_000);
        for (int i = 5_000; i >= 1; i--) {
            deliver(network.branch(i - 1), "200 OK", i, CALL_ID, 99);
        }

        assertThat(outcomes).hasSize(5_000).allMatch(RegisterOutcome.Answered.class::isInstance);
    }

    /** A list of bindings is asked for to find ours among them. */
    @Test
    void aQuestionForTheBindingsFindsOurContact() {
        Register question = new Register(
                "abc.service",
                "101t",
                Optional.empty(),
                Examples.IDENTITY,
                1,
                Duration.ofMinutes(10),
                Register.Asking.LIST,
                false,
                true,
                List.of());
        client.send(question, Examples.target(SipTransport.UDP), loop, outcomes::add);
        answer("200 OK", 1, CALL_ID, 99);

        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        RegisterOutcome.Answered.class,
                        answered -> assertThat(answered.response().granted()).contains(Duration.ofMinutes(10)));
    }

    /** The buffer of a socket still holds the end of a longer message that came before. */
    @Test
    void aResponseIsReadWhereItLiesInItsBuffer() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        byte[] response = response(network.branch(), "200 OK", 1, CALL_ID);
        byte[] buffer = new byte[response.length + 40];
        java.util.Arrays.fill(buffer, (byte) 'x');
        System.arraycopy(response, 0, buffer, 0, response.length);
        int branch = new String(buffer, StandardCharsets.US_ASCII).indexOf("z9hG4bK");

        assertThat(client.response(buffer, response.length, branch, branch + 32, source(99)))
                .isTrue();
        assertThat(outcomes).singleElement().isInstanceOf(RegisterOutcome.Answered.class);
        assertThat(client.counters().fellBack()).isZero();
    }

    /** RFC 3261 17.1.3 asks for the branch of the topmost Via, wherever another one was seen. */
    @Test
    void theBranchMustBeThatOfTheTopmostVia() {
        client.send(Examples.register(1), Examples.target(SipTransport.UDP), loop, outcomes::add);
        client.response(response("z9hG4bKother", "200 OK", 1, CALL_ID), network.branch(), source(99));

        assertThat(outcomes).isEmpty();
        assertThat(client.counters().foreign()).isEqualTo(1);
    }

    private void answer(String status, int cseq, String callId, int from) {
        deliver(network.branch(), status, cseq, callId, from);
    }

    private void deliver(String branch, String status, int cseq, String callId, int from) {
        client.response(response(branch, status, cseq, callId), branch, source(from));
    }

    private static byte[] response(String branch, String status, int cseq, String callId) {
        return Examples.bytes(
                "SIP/2.0 " + status,
                "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=" + branch,
                "From: <sip:101t@abc.service>;tag=ft",
                "To: <sip:101t@abc.service>;tag=1",
                "Call-ID: " + callId,
                "CSeq: " + cseq + " REGISTER",
                "Contact: <sip:" + Examples.IDENTITY.contactUser() + "@192.0.2.1:5060>;expires=600",
                "Content-Length: 0",
                "",
                "");
    }

    private static MessageSource source(int from) {
        return new MessageSource("l", SipTransport.UDP, Examples.address(from), List.of());
    }

    /** Keeps what was sent and when. */
    private final class FakeNetwork implements MessageSender {
        private final List<String> sent = new ArrayList<>();
        private final List<Duration> times = new ArrayList<>();
        private String failure = "";

        @Override
        public void send(Target target, byte[] message, SendFailure failed) {
            sent.add(new String(message, StandardCharsets.UTF_8));
            times.add(loop.now());
            if (!failure.isEmpty()) {
                failed.failed(failure);
            }
        }

        @Override
        public ListenerSettings listenerFor(Target target) {
            return Examples.listener(target.transport());
        }

        private String branch() {
            return branch(sent.size() - 1);
        }

        private String branch(int index) {
            String text = sent.get(index);
            int start = text.indexOf("branch=") + "branch=".length();
            return text.substring(start, text.indexOf('\r', start));
        }
    }
}
