package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.sip.trace.MessageTap;

/** A sender and a response tap over real sockets. */
class TransportSeamTest {
    private static final String HOST = "127.77.3.1";

    private final BlockingQueue<String> tapped = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
    private final TransportCounters counters = new TransportCounters();
    private final NettyLoops loops = NettyLoops.start(2, System::nanoTime);
    private final Transports transports = new Transports(
            loops,
            new SipStackSettings(
                    "Linekeeper",
                    2,
                    List.of(listener("udp", SipTransport.UDP), listener("tcp", SipTransport.TCP)),
                    TransportLimits.defaults()),
            counters,
            MessageTap.NONE,
            Clock.systemUTC(),
            new Random(1));

    @BeforeEach
    void open() throws Exception {
        transports.open(new InboundDemux(
                List.of(new Tap()),
                new NoSink(),
                new HandOver(loops, 1 << 20),
                Admission.OPEN,
                new OptionsAnswer(List.of(), OptionsContact.OF_LISTENER),
                new StatelessReplies("", 1),
                counters));
    }

    @AfterEach
    void close() {
        transports.close();
        loops.close();
    }

    @Test
    void aStrangerDoesNotGetEndlessAnswersToDatagrams() throws Exception {
        String refused = String.join(
                "\r\n",
                "REGISTER sip:b SIP/2.0",
                "Via: SIP/2.0/UDP h;branch=z9hG4bKx",
                "From: <sip:a@b>;tag=1",
                "To: <sip:a@b>",
                "Call-ID: c",
                "CSeq: 1 REGISTER",
                "",
                "");
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getByName(HOST))) {
            // A response to somebody does not make him known.
            transports.send(
                    target(SipTransport.UDP, stranger.getLocalPort()),
                    Sockets.bytes("SIP/2.0 100 Trying"),
                    failures::add);
            assertThat(Sockets.receiveUdp(stranger, 30_000)).startsWith("SIP/2.0 100 ");
            for (int i = 0; i < 400; i++) {
                Sockets.sendUdp(stranger, refused, transports.boundAddress("udp"));
            }
            assertThat(Sockets.receiveUdp(stranger, 30_000)).startsWith("SIP/2.0 405 ");
        }
        await().until(() -> counters.value(TransportCounters.Event.METHOD_NOT_ALLOWED) == 400);
        assertThat(counters.value(TransportCounters.Event.REPLY_WITHHELD)).isBetween(100L, 200L);
    }

    @Test
    void sendsADatagramFromTheListenersSocketAndTapsTheResponse() throws Exception {
        try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getByName(HOST))) {
            transports.send(target(SipTransport.UDP, peer.getLocalPort()), Sockets.bytes("REGISTER"), failures::add);
            assertThat(Sockets.receiveUdp(peer, 30_000)).isEqualTo("REGISTER");
            Sockets.sendUdp(peer, response("z9hG4bKr0001"), transports.boundAddress("udp"));
            assertThat(tapped.poll(30, TimeUnit.SECONDS)).isEqualTo("z9hG4bKr0001 udp");
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void dropsAndCountsAResponseWithAStrangeBranch() throws Exception {
        try (DatagramSocket peer = new DatagramSocket(0, InetAddress.getByName(HOST))) {
            Sockets.sendUdp(peer, response("z9hG4bKx0001"), transports.boundAddress("udp"));
            Sockets.sendUdp(peer, response("r0001"), transports.boundAddress("udp"));
            await().until(() -> counters.value(TransportCounters.Event.STRAY_RESPONSE) == 2);
        }
        assertThat(tapped).isEmpty();
    }

    @Test
    void opensOneConnectionForManyMessagesAndTapsWhatComesBackOnIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(HOST))) {
            Target target = target(SipTransport.TCP, server.getLocalPort());
            String message = "REGISTER sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n";
            transports.send(target, Sockets.bytes(message), failures::add);
            transports.send(target, Sockets.bytes(message), failures::add);
            try (Socket peer = server.accept()) {
                assertThat(Sockets.readMessage(peer, 2_000)).isEqualTo(message);
                assertThat(Sockets.readMessage(peer, 2_000)).isEqualTo(message);
                peer.getOutputStream().write(Sockets.bytes(response("z9hG4bKr0002")));
                assertThat(tapped.poll(30, TimeUnit.SECONDS)).isEqualTo("z9hG4bKr0002 tcp");
                assertThat(transports.connections()).isOne();
                assertThat(failures).isEmpty();
            }
            await().until(() -> transports.connections() == 0);
        }
        // Which of them had its answer the transport does not know; who has it ignores this.
        await().until(() -> failures.size() == 2);
    }

    @Test
    void tellsThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(HOST))) {
            port = server.getLocalPort();
        }
        transports.send(target(SipTransport.TCP, port), Sockets.bytes("x"), failures::add);
        assertThat(failures.poll(30, TimeUnit.SECONDS)).contains("refused");
        await().until(() -> transports.connections() == 0);
    }

    @Test
    void tellsThatNoListenerSpeaksTheTransport() throws Exception {
        transports.send(target(SipTransport.TLS, 5061), Sockets.bytes("x"), failures::add);
        assertThat(failures.poll(30, TimeUnit.SECONDS)).contains("no TLS listener");
    }

    static String response(String branch) {
        return "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.77.3.1;branch=" + branch
                + "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n";
    }

    private static Target target(SipTransport transport, int port) {
        return new Target(transport, new InetSocketAddress(HOST, port), "pbx.example");
    }

    private static ListenerSettings listener(String name, SipTransport transport) {
        return new ListenerSettings(name, transport, new InetSocketAddress(HOST, 0), HOST, 5060, Optional.empty());
    }

    private final class Tap implements ResponseTap {
        @Override
        public String branchPrefix() {
            return "r";
        }

        @Override
        public void response(byte[] message, String branch, MessageSource source) {
            tapped.add(branch + " " + source.listener());
        }
    }
}
