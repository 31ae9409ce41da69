package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.JdkSslContext;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams and datagrams that no honest peer sends are cut off; the gateway still registers and bridges afterwards. */
class BadInputIT {
    private static final String HALF = """
            INVITE sip:token@127.77.8.20 SIP/2.0
            Via: SIP/2.0/TCP 127.77.8.60:5060;branch=z9hG4bKhalf
            """.replace("\n", "\r\n");
    private static final int ENOUGH = 4 << 20;

    @RegisterExtension
    static final Lab LAB = new Lab(5, 1);

    private static int nextLine = 1500;

    @Test
    void aMessageThatStopsHalfWayIsCutOff() throws IOException {
        Scrape before = Scrape.of(LAB.admin());
        try (Socket tcp = tcp();
                Socket tls = tls()) {
            send(tcp, HALF);
            send(tls, HALF);
            assertCut(tcp);
            assertCut(tls);
        }
        assertCounted(before, 2, "message_timeout");
    }

    @Test
    void headersThatNeverEndAreCutOff() throws IOException {
        Scrape before = Scrape.of(LAB.admin());
        try (Socket tcp = tcp();
                Socket tls = tls()) {
            send(tcp, HALF);
            send(tls, HALF);
            assertThat(floodUntilCut(tcp, "X-More: and more\r\n")).isLessThan(ENOUGH);
            assertThat(floodUntilCut(tls, "X-More: and more\r\n")).isLessThan(ENOUGH);
        }
        assertCounted(before, 2, "message_too_large", "too_many_headers");
    }

    @Test
    void aLineThatNeverEndsIsCutOff() throws IOException {
        Scrape before = Scrape.of(LAB.admin());
        try (Socket tcp = tcp();
                Socket tls = tls()) {
            assertThat(floodUntilCut(tcp, "aaaaaaaaaaaaaaaa")).isLessThan(ENOUGH);
            assertThat(floodUntilCut(tls, "aaaaaaaaaaaaaaaa")).isLessThan(ENOUGH);
        }
        assertCounted(before, 2, "message_too_large", "not_sip", "bad_start_line");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedOrCutOff() throws IOException {
        Scrape before = Scrape.of(LAB.admin());
        String huge = HALF + """
                From: <sip:a@example.test>;tag=1
                To: <sip:token@127.77.8.20>
                Call-ID: huge
                CSeq: 1 INVITE
                Max-Forwards: 70
                Contact: <sip:a@127.77.8.60>
                Content-Type: application/sdp
                Content-Length: 1000000000

                """.replace("\n", "\r\n");
        try (Socket tcp = tcp();
                Socket tls = tls()) {
            send(tcp, huge);
            send(tls, huge);
            assertThat(floodUntilCut(tcp, "a=nothing:0123456789\r\n")).isLessThan(ENOUGH);
            assertThat(floodUntilCut(tls, "a=nothing:0123456789\r\n")).isLessThan(ENOUGH);
        }
        assertCounted(before, 2, "message_too_large", "bad_content_length");
    }

    @Test
    void whoNeverShakesHandsIsCutOff() throws IOException {
        Scrape before = Scrape.of(LAB.admin());
        try (Socket silent = connect(LAB.gateway().place().teams());
                Socket chatty = connect(LAB.gateway().place().teams())) {
            send(chatty, "OPTIONS sip:127.77.8.20 SIP/2.0\r\n");
            assertCut(chatty);
            assertCut(silent);
        }
        assertCounted(before, 2, "handshake_timeout", "handshake_failed");
    }

    @Test
    void noiseOverUdpIsDropped() throws IOException {
        Scrape before = Scrape.of(LAB.admin());
        Random random = new Random(4711);
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < 2000; i++) {
                byte[] noise = new byte[random.nextInt(1400)];
                random.nextBytes(noise);
                socket.send(new DatagramPacket(
                        noise, noise.length, LAB.gateway().place().pbx()));
            }
            byte[] cut = (HALF + "From: <sip:a@example").getBytes(StandardCharsets.US_ASCII);
            socket.send(
                    new DatagramPacket(cut, cut.length, LAB.gateway().place().pbx()));
        }
        // The kernel may drop some when the burst is faster than the reader.
        assertCounted(before, 1000, "not_sip", "bad_start_line", "bad_header");
    }

    /** The proof that counts: a new line registers, and calls cross both ways. */
    @AfterEach
    void theGatewayStillRegistersAndBridges() throws Exception {
        assertThat(LAB.gateway().isAlive()).isTrue();
        LAB.proveAlive(nextLine++);
    }

    private static void assertCounted(Scrape before, int atLeast, String... reasons) {
        Awaitility.await("counted as " + String.join(" or ", reasons))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Scrape.of(LAB.admin()).refused(reasons) - before.refused(reasons))
                        .isGreaterThanOrEqualTo(atLeast));
    }

    private static Socket tcp() throws IOException {
        return connect(LAB.gateway().place().pbx());
    }

    private static Socket tls() throws IOException {
        try {
            JdkSslContext context = (JdkSslContext) LAB.certificates().sbc().clientContext();
            Socket plain = connect(LAB.gateway().place().teams());
            Socket secure = context.context()
                    .getSocketFactory()
                    .createSocket(
                            plain, Users.TENANT, LAB.gateway().place().teams().getPort(), true);
            secure.setSoTimeout(15_000);
            return secure;
        } catch (java.security.GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(15_000);
        socket.connect(address, 5_000);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** The other side closes, after an answer perhaps, within the time limit of the socket. */
    private static void assertCut(Socket socket) {
        byte[] answer = new byte[4096];
        try {
            int read = socket.getInputStream().read(answer);
            while (read >= 0) {
                read = socket.getInputStream().read(answer);
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("still open: " + socket, e);
        } catch (IOException reset) {
            assertThat(reset).isNotInstanceOf(java.net.SocketTimeoutException.class);
        }
    }

    /** Sends the piece again and again until the connection breaks; gives the bytes sent, {@link #ENOUGH} at most. */
    private static int floodUntilCut(Socket socket, String piece) throws IOException {
        byte[] block = piece.repeat(1 + 4096 / piece.length()).getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try {
            while (sent < ENOUGH) {
                socket.getOutputStream().write(block);
                sent += block.length;
            }
        } catch (IOException cut) {
            assertThat(cut.getMessage()).isNotBlank();
        }
        return sent;
    }
}
