package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.RegistrationFlows.Loss;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** Registration flows over real connections. */
class FlowPoolTest {
    private static final String HOST = "127.77.12.1";
    private static final String REQUEST = "REGISTER sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";
    private static final String OK =
            "SIP/2.0 200 OK\r\nCSeq: 1 REGISTER\r\nRequire: outbound\r\nContent-Length: 0\r\n\r\n";
    private static final String PLAIN_OK = "SIP/2.0 200 OK\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n";
    /** The longest time to the next ping. */
    private static final Duration TO_PING = Duration.ofSeconds(121);

    private final BlockingQueue<Loss> losses = new LinkedBlockingQueue<>();
    private TransportFixture fixture;
    private RegistrationFlows flows;
    private ServerSocket server;
    private Target target;

    @BeforeEach
    void open() throws Exception {
        fixture = new TransportFixture(
                TransportLimits.defaults(),
                new ListenerSettings(
                        "tcp", SipTransport.TCP, new InetSocketAddress(HOST, 0), HOST, 5060, Optional.empty()));
        flows = fixture.transports.flows();
        flows.tell(losses::add);
        server = new ServerSocket(0, 50, InetAddress.getByName(HOST));
        server.setSoTimeout(3_000);
        target = new Target(SipTransport.TCP, new InetSocketAddress(HOST, server.getLocalPort()), "pbx.example");
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
        server.close();
    }

    @Test
    void fillsOneFlowAfterTheOtherAndRefillsGaps() {
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            given.add(flows.join(target));
        }
        assertThat(given.stream().filter(flow -> flow.equals(given.get(0)))).hasSize(500);
        assertThat(given.stream().filter(flow -> flow.equals(given.get(500)))).hasSize(500);
        assertThat(given.stream().filter(flow -> flow.equals(given.get(1_000)))).hasSize(200);
        assertThat(given).doesNotContain(RegistrationFlows.NONE);

        flows.leave(given.get(0));
        assertThat(flows.join(target)).isEqualTo(given.get(0));
        assertThat(flows.join(target)).isEqualTo(given.get(1_000));
    }

    @Test
    void udpAndWhatNoListenerReachesHaveNoFlow() {
        assertThat(flows.join(new Target(SipTransport.UDP, target.address(), "a")))
                .isZero();
        assertThat(flows.join(new Target(SipTransport.TLS, target.address(), "a")))
                .isZero();
        assertThat(flows.join(new Target(SipTransport.TCP, InetSocketAddress.createUnresolved("a", 5060), "a")))
                .isZero();
    }

    @Test
    void eachFlowIsAConnectionOfItsOwnBesideThatOfOtherMessages() throws Exception {
        int flow = flows.join(target);
        try (Socket first = connected(flow)) {
            fixture.transports.send(target, Sockets.bytes(REQUEST), fixture.failures::add);
            try (Socket other = server.accept()) {
                assertThat(Sockets.readMessage(other, 3_000)).isEqualTo(REQUEST);
                fixture.transports.send(flow, target, Sockets.bytes(REQUEST), fixture.failures::add);
                assertThat(Sockets.readMessage(first, 3_000)).isEqualTo(REQUEST);
                assertThat(fixture.transports.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void whatComesOverAFlowIsAnsweredOnIt() throws Exception {
        try (Socket peer = connected(flows.join(target))) {
            peer.getOutputStream().write(Sockets.bytes(REQUEST));
            InboundMessage message = fixture.received.poll(30, TimeUnit.SECONDS);
            assertThat(message).isNotNull();
            message.replyPath().send(Sockets.bytes(PLAIN_OK), fixture.failures::add);
            assertThat(Sockets.readMessage(peer, 3_000)).isEqualTo(PLAIN_OK);
        }
    }

    @Test
    void aLostFlowIsToldWithItsLinesAndIsGivenToNobodyAgain() throws Exception {
        int flow = flows.join(target);
        assertThat(flows.join(target)).isEqualTo(flow);
        connected(flow).close();

        Loss loss = lost();
        assertThat(loss.flow()).isEqualTo(flow);
        assertThat(loss.target()).isEqualTo(target);
        assertThat(loss.lines()).isEqualTo(2);
        assertThat(loss.opened()).isTrue();
        assertThat(loss.failures()).isZero();
        assertThat(loss.cause()).isEqualTo("the peer closed the connection");
        // What was sent shortly before hears of it as well.
        assertThat(fixture.failures.poll(30, TimeUnit.SECONDS)).contains("closed");
        assertThat(flows.join(target)).isNotEqualTo(flow);
        fixture.transports.send(flow, target, Sockets.bytes(REQUEST), fixture.failures::add);
        assertThat(fixture.failures.poll(30, TimeUnit.SECONDS)).contains("lost");
        assertThat(fixture.counters.value(Event.FLOW_LOST)).isOne();
    }

    @Test
    void aFlowThatCannotBeOpenedIsNoLossOfAnOpenOne() throws Exception {
        server.close();
        int flow = flows.join(target);
        fixture.transports.send(flow, target, Sockets.bytes(REQUEST), fixture.failures::add);

        assertThat(fixture.failures.poll(30, TimeUnit.SECONDS)).isNotNull();
        assertThat(lost().opened()).isFalse();
        assertThat(fixture.counters.value(Event.FLOW_LOST)).isZero();
        assertThat(fixture.transports.connections()).isZero();
    }

    @Test
    void flowsLostSoonAfterTheyReplacedALostOneAreCounted() throws Exception {
        for (int failures = 0; failures < 3; failures++) {
            connected(flows.join(target)).close();
            assertThat(lost().failures()).isEqualTo(failures);
        }
        Socket stable = connected(flows.join(target));
        pingsAnswered(stable, 2);
        stable.close();
        assertThat(lost().failures()).isZero();
    }

    @Test
    void flowsLostTogetherAreOneFailure() throws Exception {
        connected(flows.join(target)).close();
        lost();
        int second = flows.join(target);
        Socket first = connected(second);
        for (int i = 1; i < 500; i++) {
            flows.join(target);
        }
        Socket other = connected(flows.join(target));
        first.close();
        other.close();

        assertThat(lost().failures()).isOne();
        assertThat(lost().failures()).isOne();
    }

    @Test
    void aFlowWithoutLinesIsClosedAfterAWhile() throws Exception {
        int flow = flows.join(target);
        try (Socket peer = connected(flow)) {
            flows.leave(flow);
            // Taken up again before the end of the while: it stays.
            assertThat(flows.join(target)).isEqualTo(flow);
            settle();
            fixture.forward(Duration.ofSeconds(40));
            settle();
            assertThat(fixture.transports.connections()).isOne();

            flows.leave(flow);
            settle();
            fixture.forward(Duration.ofSeconds(40));
            assertThat(Sockets.closedWithin(peer, 3_000)).isTrue();
        }
        await().until(() -> fixture.transports.connections() == 0);
        assertThat(losses).isEmpty();
        assertThat(fixture.loops.pendingTimers()).isZero();
    }

    @Test
    void aPeerOfOutboundThatStopsAnsweringPingsIsGone() throws Exception {
        int flow = flows.join(target);
        try (Socket peer = connected(flow)) {
            answer(peer, OK);
            pingsAnswered(peer, 2);
            assertThat(losses).isEmpty();

            fixture.forward(TO_PING);
            assertThat(peer.getInputStream().readNBytes(4)).isEqualTo(Sockets.bytes("\r\n\r\n"));
            // The ping is out before the time for its answer runs.
            settle();
            fixture.forward(Duration.ofSeconds(11));
            assertThat(lost().cause()).contains("keep-alive");
        }
        assertThat(fixture.counters.value(Event.PONG_MISSED)).isOne();
    }

    @Test
    void aPeerThatNeverAnswersPingsKeepsItsFlow() throws Exception {
        int flow = flows.join(target);
        try (Socket peer = connected(flow)) {
            answer(peer, PLAIN_OK);
            for (int i = 0; i < 8; i++) {
                fixture.forward(TO_PING);
                assertThat(peer.getInputStream().readNBytes(4)).isEqualTo(Sockets.bytes("\r\n\r\n"));
                fixture.forward(Duration.ofSeconds(11));
                settle();
            }
            assertThat(losses).isEmpty();
            assertThat(fixture.counters.value(Event.IDLE_TIMEOUT)).isZero();
            fixture.transports.send(flow, target, Sockets.bytes(REQUEST), fixture.failures::add);
            assertThat(Sockets.readMessage(peer, 3_000)).isEqualTo(REQUEST);
        }
    }

    @Test
    void aPingOfThePeerIsAnsweredEvenWhileOursIs() throws Exception {
        try (Socket peer = connected(flows.join(target))) {
            answer(peer, OK);
            peer.getOutputStream().write(Sockets.bytes("\r\n\r\n"));
            assertThat(peer.getInputStream().readNBytes(2)).isEqualTo(Sockets.bytes("\r\n"));
            fixture.forward(TO_PING);
            assertThat(peer.getInputStream().readNBytes(4)).isEqualTo(Sockets.bytes("\r\n\r\n"));
            peer.getOutputStream().write(Sockets.bytes("\r\n\r\n"));
            assertThat(peer.getInputStream().readNBytes(2)).isEqualTo(Sockets.bytes("\r\n"));
        }
    }

    /** Sends over the flow and gives the peer's end of its connection, the message read. */
    private Socket connected(int flow) throws IOException {
        fixture.transports.send(flow, target, Sockets.bytes(REQUEST), fixture.failures::add);
        Socket peer = server.accept();
        peer.setSoTimeout(3_000);
        assertThat(Sockets.readMessage(peer, 3_000)).isEqualTo(REQUEST);
        return peer;
    }

    private void answer(Socket peer, String message) throws Exception {
        peer.getOutputStream().write(Sockets.bytes(message));
        assertThat(fixture.received.poll(30, TimeUnit.SECONDS)).isNotNull();
    }

    private void pingsAnswered(Socket peer, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            long before = fixture.counters.value(Event.KEEP_ALIVE_SENT);
            fixture.forward(TO_PING);
            assertThat(peer.getInputStream().readNBytes(4)).isEqualTo(Sockets.bytes("\r\n\r\n"));
            peer.getOutputStream().write(Sockets.bytes("\r\n" + PLAIN_OK));
            await().until(() -> fixture.received.poll() != null);
            assertThat(fixture.counters.value(Event.KEEP_ALIVE_SENT)).isEqualTo(before + 1);
            fixture.forward(Duration.ofSeconds(11));
            settle();
        }
    }

    private Loss lost() throws InterruptedException {
        Loss loss = losses.poll(30, TimeUnit.SECONDS);
        assertThat(loss).isNotNull();
        return loss;
    }

    /** Every loop has run its tasks and fired what is due. */
    private void settle() {
        for (int i = 0; i < 2; i++) {
            int[] fired = {0};
            for (var loop : fixture.loops.all()) {
                loop.execute(() -> loop.timers().schedule(Duration.ofMillis(1), () -> {
                    synchronized (fired) {
                        fired[0]++;
                    }
                }));
            }
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                synchronized (fired) {
                    return fired[0] == fixture.loops.all().size();
                }
            });
        }
    }
}
