package org.linekeeper.bench.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.bench.octets.Octets;

class StreamPortTest {
    private static final int PATIENCE_MILLIS = 5_000;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Registrar registrar = new Registrar(new Lines(10, 1), 60);
    private InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @BeforeEach
    void open() throws Exception {
        Channel port = StreamPort.open(place, loop, registrar, Optional.empty());
        place = (InetSocketAddress) port.localAddress();
    }

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void answersEachRequestOfOneConnection() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(Octets.ascii(request(1) + request(2)));

            assertThat(read(socket, 2 * AnswerWriter.LENGTH))
                    .containsOnlyOnce("Call-ID: " + Accounts.user(1) + "\r\n")
                    .containsOnlyOnce("Call-ID: " + Accounts.user(2) + "\r\n");
        }
        TargetReport report =
                loop.submit(() -> registrar.report(0, System.nanoTime())).get(30, TimeUnit.SECONDS);
        assertThat(report.challenges()).isEqualTo(2);
        assertThat(report.connections()).isOne();
    }

    @Test
    void waitsForTheRestOfARequest() throws Exception {
        String request = request(1);
        try (Socket socket = connect()) {
            // The pong shows that the first half, sent with it, has been read.
            socket.getOutputStream().write(Octets.ascii("\r\n\r\n" + request.substring(0, 100)));
            assertThat(read(socket, 2)).isEqualTo("\r\n");
            socket.getOutputStream().write(Octets.ascii(request.substring(100)));

            assertThat(read(socket, AnswerWriter.LENGTH)).startsWith("SIP/2.0 401");
        }
    }

    @Test
    void closesWhenARequestIsTooLong() throws Exception {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(new byte[Registrar.MOST_BYTES]);

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket(place.getAddress(), place.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String request(int line) {
        return RegisteringClient.request(Accounts.user(line), 1, "127.0.0.1:5060", "z9hG4bK-" + line, "", 60);
    }

    private static String read(Socket socket, int length) throws Exception {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }
}
