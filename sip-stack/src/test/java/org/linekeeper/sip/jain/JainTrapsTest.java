package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.SipException;
import javax.sip.message.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.SipStack;
import org.linekeeper.sip.transport.MessageSource;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.Sockets;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** What is known to go wrong with JAIN-SIP, and must not. */
class JainTrapsTest {
    private static final String HOST = OwnLoopback.address();
    private static final SipStack.Inventory NOTHING = new SipStack.Inventory(0, 0, 0, 0, 0);
    private static StackFixture fixture;
    private Peer peer;

    @BeforeAll
    static void open() {
        fixture = new StackFixture(HOST, Optional.empty());
    }

    @AfterAll
    static void close() {
        try (StackFixture open = fixture) {
            open.ticker.speed(60);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(open.stack.inventory()).isEqualTo(NOTHING));
        }
    }

    @BeforeEach
    void begin() throws Exception {
        peer = Peer.udp("127.77.3.61", fixture.address("udp"));
        fixture.user.events.clear();
        fixture.user.threads.clear();
        fixture.user.onRequest = event -> {};
    }

    @AfterEach
    void end() throws Exception {
        peer.close();
    }

    @Test
    void tellsSoonThatATargetIsNotThere() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.77.3.61"))) {
            port = server.getLocalPort();
        }
        Target target = new Target(SipTransport.TCP, new InetSocketAddress("127.77.3.61", port), "pbx.example");
        fixture.send(fixture.invite("gone", target), target);
        assertThat(fixture.user.next()).isEqualTo("timeout INVITE");
        assertOnOwner("gone");
    }

    @Test
    void tellsThatAPeerClosedInsteadOfAnswering() throws Exception {
        try (Peer stream = Peer.tcp("127.77.3.61", fixture.address("tcp"))) {
            fixture.send(fixture.invite("closed", stream.target()), stream.target());
            assertThat(stream.receive(2_000)).startsWith("INVITE ");
        }
        assertThat(fixture.user.next()).isEqualTo("timeout INVITE");
    }

    @Test
    void sendsBackOverTheConnectionThatThePeerOpened() throws Exception {
        List<Target> back = new CopyOnWriteArrayList<>();
        fixture.user.onRequest = event -> {
            MessageSource source = fixture.stack.source(event.getRequest()).orElseThrow();
            back.add(new Target(
                    SipTransport.TCP,
                    source.remote(),
                    source.remote().getAddress().getHostAddress()));
            StackFixture.answer(event, 486);
        };
        try (Peer stream = Peer.tcp("127.77.3.61", fixture.address("tcp"))) {
            stream.send(Text.request("INVITE", stream, "opened", 1, "", "opened"));
            assertThat(stream.receive(2_000)).startsWith("SIP/2.0 486");
            stream.send(Text.request("ACK", stream, "opened", 1, "ourtag", "opened"));
            int connections = fixture.stack.inventory().connections();
            fixture.send(fixture.request(Request.INFO, "opened2", back.get(0)), back.get(0));
            String info = stream.receive(2_000);
            assertThat(info).startsWith("INFO ");
            stream.send(Text.response(info, 200, stream, "t"));
            assertThat(fixture.user.next()).isEqualTo("INVITE");
            assertThat(fixture.user.next()).isEqualTo("200");
            assertThat(fixture.stack.inventory().connections()).isEqualTo(connections);
        }
    }

    @Test
    void aRingingCallOutlivesItsConnection() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.77.3.61"))) {
            Target target = new Target(
                    SipTransport.TCP, new InetSocketAddress("127.77.3.61", server.getLocalPort()), "pbx.example");
            fixture.send(fixture.invite("ringing", target), target);
            String invite;
            try (Socket first = server.accept()) {
                invite = Sockets.readMessage(first, 2_000);
                first.getOutputStream().write(Sockets.bytes(Text.response(invite, 180, peer, "t")));
                assertThat(fixture.user.next()).isEqualTo("180");
            }
            InetSocketAddress ours = fixture.address("tcp");
            try (Socket second = new Socket(ours.getAddress(), ours.getPort(), server.getInetAddress(), 0)) {
                second.getOutputStream().write(Sockets.bytes(Text.response(invite, 486, peer, "t")));
                assertThat(fixture.user.next()).isEqualTo("486");
            }
        }
    }

    @Test
    void retransmitsOverUdpAndTimesOutOnTheLoopOfTheCall() throws Exception {
        fixture.send(fixture.request(Request.INFO, "silent", peer.target()), peer.target());
        String first = peer.receive(2_000);
        assertThat(first).startsWith("INFO ");
        assertThat(peer.receive(2_000)).isEqualTo(first);
        fixture.ticker.speed(50);
        assertThat(fixture.user.next()).startsWith("timeout");
        fixture.ticker.speed(1);
        assertOnOwner("silent");
    }

    @Test
    void givesARetransmittedRequestToTheUserOnce() throws Exception {
        fixture.user.onRequest = event -> StackFixture.answer(event, 486);
        String invite = Text.request("INVITE", peer, "twice", 1, "", "twice");
        peer.send(invite);
        String refusal = peer.receive(2_000);
        assertThat(refusal).startsWith("SIP/2.0 486");
        peer.send(invite);
        assertThat(peer.receive(2_000)).isEqualTo(refusal);
        peer.send(Text.request("ACK", peer, "twice", 1, "ourtag", "twice"));
        // RFC 3261 17.2.1: the ACK to a refusal is absorbed by the transaction.
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(fixture.user.events).containsExactly("INVITE"));
    }

    @Test
    void dropsResponsesWithoutTransactionBeforeAnySearch() throws Exception {
        ClientTransaction transaction =
                fixture.send(fixture.request(Request.INFO, "stray", peer.target()), peer.target());
        String request = peer.receive(2_000);
        long before = fixture.counters.value(Event.STRAY_RESPONSE);
        String ours = Text.branch(request);
        peer.send(Text.response(request.replace(ours, ours.substring(0, ours.length() - 1) + "~"), 200, peer, "t"));
        peer.send(Text.response(request.replace(ours, "z9hG4bKsomething"), 200, peer, "t"));
        await().until(() -> fixture.counters.value(Event.STRAY_RESPONSE) == before + 2);
        assertThat(fixture.user.events).isEmpty();
        peer.send(Text.response(request, 200, peer, "t"));
        assertThat(fixture.user.next()).isEqualTo("200");
        assertThat(transaction.getBranchId()).isEqualTo(ours);
    }

    @Test
    void answersOptionsWithoutState() throws Exception {
        int before = fixture.stack.inventory().serverTransactions();
        peer.send(Text.request("OPTIONS", peer, "options", 1, "", "options"));
        assertThat(peer.receive(2_000))
                .startsWith("SIP/2.0 200 OK")
                .contains("Allow: INVITE")
                .contains("Contact: <sip:" + HOST + ":5060>");
        assertThat(fixture.stack.inventory().serverTransactions()).isEqualTo(before);
        assertThat(fixture.user.events).isEmpty();
    }

    @Test
    void looksNoNamesUp() throws Exception {
        Request request = fixture.invite("unpinned", peer.target());
        assertThatThrownBy(() -> fixture.stack.provider("udp").getNewClientTransaction(request))
                .isInstanceOf(SipException.class)
                .hasMessageContaining("next hop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after"})
    void answers500WhenTheUserFails(String when) throws Exception {
        boolean transactionMade = when.equals("after");
        fixture.user.onRequest = event -> {
            if (transactionMade) {
                StackFixture.answer(event, 183);
            }
            throw new IllegalStateException("expected by the test");
        };
        long before = fixture.counters.value(Event.USER_FAILED);
        peer.send(Text.request("INVITE", peer, when, 1, "", when));
        if (transactionMade) {
            assertThat(peer.receive(2_000)).startsWith("SIP/2.0 183 ");
        }
        String response = peer.receive(2_000);
        assertThat(response).startsWith("SIP/2.0 500 ");
        String tag = Text.header(response, "To").split("tag=", 2)[1];
        assertThat(fixture.counters.value(Event.USER_FAILED)).isEqualTo(before + 1);
        peer.send(Text.request("ACK", peer, when, 1, tag, when));
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(fixture.user.events).containsExactly("INVITE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nEvil: yes", "a\nEvil: yes", "a\rEvil: yes", "a\0b"})
    void refusesToSendAValueWithALineBreak(String value) throws Exception {
        Request request = fixture.request(Request.INFO, "inject", peer.target());
        request.addHeader(StackFixture.JSR.headers().createHeader("X-Number", "fine"));
        ((gov.nist.javax.sip.header.SIPHeader) request.getHeader("X-Number")).setHeaderName("X-Number");
        ((gov.nist.javax.sip.header.ExtensionHeaderImpl) request.getHeader("X-Number")).setValue(value);
        assertThatThrownBy(() -> fixture.send(request, peer.target())).hasStackTraceContaining("line break");
        assertThat(peer.receive(200)).isEmpty();
    }

    @Test
    void refusesADisplayNameWithALineBreak() throws Exception {
        Request request = fixture.invite("inject2", peer.target());
        ((SIPRequest) request).getFrom().getAddress().setDisplayName("x\r\nVia: SIP/2.0/UDP evil");
        assertThatThrownBy(() -> fixture.send(request, peer.target())).hasStackTraceContaining("line break");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contact: <sip:a@b", "Contact: \"x <sip:a@b>", "From: <>;tag=x", "Via: SIP/2.0/UDP ;;,;,,"})
    void answers400ToWhatTheParserRefuses(String header) throws Exception {
        String name = header.substring(0, header.indexOf(':') + 1);
        String good = Text.request("INVITE", peer, "unparsable" + header.hashCode(), 1, "", "u" + header.hashCode());
        String bad = good.lines()
                .map(line -> line.startsWith(name) ? header : line)
                .reduce("", (all, line) -> all + line + "\r\n");
        peer.send(bad);
        assertThat(peer.receive(2_000)).startsWith("SIP/2.0 400 ");
        assertThat(fixture.user.events).isEmpty();
    }

    @Test
    void answersTheWayThePacketCameWhateverItsViaSays() throws Exception {
        fixture.user.onRequest = event -> StackFixture.answer(event, 486);
        String invite = Text.request("INVITE", peer, "liar", 1, "", "liar")
                .replace(
                        "Via: SIP/2.0/UDP " + peer.hostPort() + ";rport",
                        "Via: SIP/2.0/TCP 192.0.2.1:9;maddr=192.0.2.2");
        peer.send(invite);
        assertThat(peer.receive(2_000)).startsWith("SIP/2.0 486").contains("received=127.77.3.61");
        peer.send(Text.request("ACK", peer, "liar", 1, "ourtag", "liar")
                .replace(
                        "Via: SIP/2.0/UDP " + peer.hostPort() + ";rport",
                        "Via: SIP/2.0/TCP 192.0.2.1:9;maddr=192.0.2.2"));
    }

    @Test
    void takesBothLegsOfACallThatAProxyForksToTwoLines() throws Exception {
        fixture.user.onRequest = event -> StackFixture.answer(event, 486);
        peer.send(Text.request("INVITE", peer, "forked", 1, "", "forked-a"));
        peer.send(Text.request("INVITE", peer, "forked", 1, "", "forked-b"));
        assertThat(peer.receive(2_000)).startsWith("SIP/2.0 486").contains("forked-a");
        assertThat(peer.receive(2_000)).startsWith("SIP/2.0 486").contains("forked-b");
        peer.send(Text.request("ACK", peer, "forked", 1, "ourtag", "forked-a"));
        peer.send(Text.request("ACK", peer, "forked", 1, "ourtag", "forked-b"));
    }

    @Test
    void givesALateAnswerOfAnotherForkToTheUser() throws Exception {
        fixture.send(fixture.invite("late", peer.target()), peer.target());
        String invite = peer.receive(2_000);
        peer.send(Text.response(invite, 486, peer, "t1"));
        assertThat(fixture.user.next()).isEqualTo("486");
        assertThat(peer.receive(2_000)).startsWith("ACK ");
        fixture.ticker.speed(60);
        await().until(() -> fixture.stack.inventory().clientTransactions() == 0);
        fixture.ticker.speed(1);
        fixture.user.responses.clear();
        peer.send(Text.response(invite, 200, peer, "t2"));
        assertThat(fixture.user.next()).isEqualTo("200");
        assertThat(fixture.user.responses.take().getClientTransaction()).isNull();
    }

    @Test
    void leavesNothingBehindAfterManyCalls() throws Exception {
        fixture.user.onRequest = event -> StackFixture.answer(event, 486);
        for (int i = 0; i < 300; i++) {
            peer.send(Text.request("INVITE", peer, "many" + i, 1, "", "many" + i));
            String response = peer.receive(2_000);
            while (!response.startsWith("SIP/2.0 486")) {
                response = peer.receive(2_000);
            }
            peer.send(Text.request("ACK", peer, "many" + i, 1, "ourtag", "many" + i));
        }
        assertThat(fixture.stack.inventory().serverTransactions()).isPositive();
        fixture.ticker.speed(60);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(fixture.stack.inventory()).isEqualTo(NOTHING));
        fixture.ticker.speed(1);
    }

    @Test
    void callbacksOfManyCallsRunOnTheirOwners() throws Exception {
        fixture.user.onRequest = event -> StackFixture.answer(event, 486);
        for (int i = 0; i < 20; i++) {
            fixture.user.threads.clear();
            peer.send(Text.request("INVITE", peer, "owner" + i, 1, "", "owner" + i));
            assertThat(peer.receive(2_000)).startsWith("SIP/2.0 486");
            assertOnOwner("owner" + i);
            peer.send(Text.request("ACK", peer, "owner" + i, 1, "ourtag", "owner" + i));
        }
    }

    private static void assertOnOwner(String callId) throws Exception {
        Thread owner = fixture.onLoop(callId, Thread::currentThread);
        Thread used = fixture.user.threads.poll(30, TimeUnit.SECONDS);
        assertThat(Set.of(owner)).isEqualTo(used == null ? Set.of() : Set.of(used));
        assertThat(List.copyOf(fixture.user.threads)).allMatch(thread -> thread == owner);
    }
}
