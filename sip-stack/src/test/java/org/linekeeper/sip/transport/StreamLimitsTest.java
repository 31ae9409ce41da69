package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.transport.TransportCounters.Event;

/** How streams are cut into messages, and when they are cut off. */
class StreamLimitsTest {
    private static final String HOST = "127.77.3.21";
    private static final String START = "OPTIONS sip:a@b SIP/2.0\r\n";

    private TransportFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new TransportFixture(
                TransportFixture.TIGHT,
                new ListenerSettings(
                        "tcp", SipTransport.TCP, new InetSocketAddress(HOST, 0), HOST, 5060, Optional.empty()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void findsMessagesHoweverTheyAreCut() throws Exception {
        String first = START + "Content-Length: 5\r\n\r\nhello";
        String second = START + "l : 0\r\n\r\n";
        String third = START + "CONTENT-LENGTH:\r\n 3\r\n\r\nabc";
        try (Socket peer = connect()) {
            for (char octet : (first + second).toCharArray()) {
                peer.getOutputStream().write(octet);
                peer.getOutputStream().flush();
            }
            peer.getOutputStream().write(Sockets.bytes("\r\n" + third + "\r\n" + first));
            for (String expected : List.of(first, second, third, first)) {
                assertThat(text(next())).isEqualTo(expected);
            }
        }
    }

    @Test
    void answersAPingWithAPong() throws Exception {
        try (Socket peer = connect()) {
            peer.getOutputStream().write(Sockets.bytes("\r\n\r\n"));
            assertThat(read(peer, 2)).isEqualTo("\r\n");
            peer.getOutputStream().write(Sockets.bytes("\r"));
            peer.getOutputStream().write(Sockets.bytes("\n\r"));
            peer.getOutputStream().write(Sockets.bytes("\n" + START + "l: 0\r\n\r\n"));
            assertThat(read(peer, 2)).isEqualTo("\r\n");
            assertThat(text(next())).startsWith("OPTIONS");
        }
        assertThat(fixture.counters.value(Event.KEEP_ALIVE)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "X: y, CONTENT_LENGTH_MISSING",
        "Content-Length: -1, BAD_CONTENT_LENGTH",
        "Content-Length: 1x, BAD_CONTENT_LENGTH",
        "Content-Length: 99999999999999999999999, BAD_CONTENT_LENGTH",
        "Content-Length: 5000, MESSAGE_TOO_LARGE",
        "Content-Length: 3|l: 4, BAD_CONTENT_LENGTH",
        "l: 4|l: 4, BAD_CONTENT_LENGTH",
    })
    void endsAStreamThatCannotBeFramed(String headers, Event reason) throws Exception {
        try (Socket peer = connect()) {
            peer.getOutputStream().write(Sockets.bytes(START + headers.replace("|", "\r\n") + "\r\n\r\nbody"));
            assertThat(fixture.unframed.poll(30, TimeUnit.SECONDS)).isEqualTo(reason);
            assertThat(Sockets.readMessage(peer, 2_000)).startsWith("SIP/2.0 400");
            assertThat(Sockets.closedWithin(peer, 2_000)).isTrue();
        }
        assertThat(fixture.received).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1'",
        "'\u0016\u0003\u0001\u0002'",
        "'hello world'",
        "' INVITE sip:a SIP/2.0'",
        "'{\"a\":1}'"
    })
    void endsAStreamThatIsNotSip(String line) throws Exception {
        try (Socket peer = connect()) {
            peer.getOutputStream().write(Sockets.bytes(line + "\r\n\r\n"));
            assertThat(fixture.unframed.poll(30, TimeUnit.SECONDS)).isEqualTo(Event.NOT_SIP);
            assertThat(Sockets.closedWithin(peer, 2_000)).isTrue();
        }
    }

    @Test
    void endsAMessageWithoutEnd() throws Exception {
        try (Socket peer = connect()) {
            peer.getOutputStream().write(Sockets.bytes(START));
            assertThat(writeUntilClosed(peer, "X: " + "y".repeat(1_000) + "\r\n", 64))
                    .isTrue();
            assertThat(fixture.unframed.poll(30, TimeUnit.SECONDS)).isEqualTo(Event.MESSAGE_TOO_LARGE);
        }
    }

    @Test
    void endsALineWithoutEnd() throws Exception {
        try (Socket peer = connect()) {
            assertThat(writeUntilClosed(peer, "A".repeat(1_000), 64)).isTrue();
            assertThat(fixture.unframed.poll(30, TimeUnit.SECONDS)).isEqualTo(Event.MESSAGE_TOO_LARGE);
        }
    }

    @Test
    void endsAHalfSentMessage() throws Exception {
        try (Socket peer = connect()) {
            peer.getOutputStream().write(Sockets.bytes(START + "Content-Length: 5\r\n\r\nhel"));
            assertThat(Sockets.closedWithin(peer, 3_000)).isTrue();
        }
        assertThat(fixture.counters.value(Event.MESSAGE_TIMEOUT)).isOne();
        assertThat(fixture.received).isEmpty();
    }

    @Test
    void endsAMessageThatDrips() throws Exception {
        try (Socket peer = connect()) {
            peer.setSoTimeout(100);
            // One byte every 100 ms would go on for minutes; each of them is "activity".
            await().atMost(java.time.Duration.ofSeconds(30))
                    .pollInterval(java.time.Duration.ofMillis(100))
                    .until(() -> !drip(peer));
        }
        assertThat(fixture.counters.value(Event.MESSAGE_TIMEOUT)).isOne();
    }

    @Test
    void endsAnIdleStream() throws Exception {
        try (Socket peer = connect()) {
            peer.getOutputStream().write(Sockets.bytes(START + "l: 0\r\n\r\n"));
            assertThat(Sockets.closedWithin(peer, 4_000)).isTrue();
        }
        assertThat(fixture.counters.value(Event.IDLE_TIMEOUT)).isOne();
        assertThat(fixture.transports.connections()).isZero();
    }

    @Test
    void letsInOnlySoManyFromOneAddress() throws Exception {
        List<Socket> peers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                peers.add(connect());
            }
            await().until(() -> fixture.transports.connections() == 3);
            try (Socket fourth = connect()) {
                assertThat(Sockets.closedWithin(fourth, 1_000)).isTrue();
            }
            assertThat(fixture.counters.value(Event.TOO_MANY_CONNECTIONS_FROM_SOURCE))
                    .isOne();
            peers.remove(0).close();
            await().until(() -> fixture.transports.connections() == 2);
            peers.add(connect());
            await().until(() -> fixture.transports.connections() == 3);
        } finally {
            for (Socket peer : peers) {
                peer.close();
            }
        }
    }

    @Test
    void letsInOnlySoManyInAll() throws Exception {
        List<Socket> peers = new ArrayList<>();
        try {
            for (int i = 0; i < 6; i++) {
                peers.add(connectFrom("127.77.3." + (30 + i)));
            }
            await().until(() -> fixture.transports.connections() == 6);
            try (Socket last = connectFrom("127.77.3.40")) {
                assertThat(Sockets.closedWithin(last, 1_000)).isTrue();
            }
            assertThat(fixture.counters.value(Event.TOO_MANY_CONNECTIONS)).isOne();
        } finally {
            for (Socket peer : peers) {
                peer.close();
            }
        }
        await().until(() -> fixture.transports.connections() == 0);
    }

    @Test
    void endsTheConnectionToAPeerThatDoesNotRead() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(4_096);
            server.bind(new InetSocketAddress(HOST, 0));
            Target target =
                    new Target(SipTransport.TCP, new InetSocketAddress(HOST, server.getLocalPort()), "pbx.example");
            await().atMost(java.time.Duration.ofSeconds(30)).until(() -> {
                for (int i = 0; i < 50; i++) {
                    fixture.transports.send(target, new byte[8_192], fixture.failures::add);
                }
                return fixture.counters.value(Event.PEER_NOT_READING) > 0;
            });
            assertThat(fixture.failures.poll(30, TimeUnit.SECONDS)).isNotNull();
            await().until(() -> fixture.transports.connections() == 0);
        }
    }

    private boolean drip(Socket peer) {
        try {
            peer.getOutputStream().write('O');
            return !Sockets.closedWithin(peer, 20);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean writeUntilClosed(Socket peer, String text, int times) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                peer.getOutputStream().write(Sockets.bytes(text));
            }
            return Sockets.closedWithin(peer, 2_000);
        } catch (SocketException e) {
            return true;
        }
    }

    private Socket connect() throws IOException {
        return connectFrom(HOST);
    }

    private Socket connectFrom(String source) throws IOException {
        InetSocketAddress address = fixture.address("tcp");
        return new Socket(address.getAddress(), address.getPort(), java.net.InetAddress.getByName(source), 0);
    }

    private InboundMessage next() throws InterruptedException {
        InboundMessage message = fixture.received.poll(30, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private static String text(InboundMessage message) {
        return Sockets.text(message.bytes());
    }

    private static String read(Socket peer, int bytes) throws IOException {
        peer.setSoTimeout(2_000);
        return Sockets.text(peer.getInputStream().readNBytes(bytes));
    }
}
