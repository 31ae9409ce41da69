package org.linekeeper.loadtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RawSipTest {
    private static final String HOST = "127.77.7.75";
    private static final byte[] MESSAGE = bytes(
            String.join("\r\n", "OPTIONS sip:x SIP/2.0", "Via: SIP/2.0/UDP x:5075;branch=z9hG4bK1", "i: mine", "", ""));
    private static final String OTHER = "SIP/2.0 403 Forbidden\r\nCall-ID: of another\r\n\r\n";
    private static final String OWN = "SIP/2.0 200 OK\r\nCall-ID: mine\r\n\r\n";

    @Test
    void aLateDatagramForAnotherMessageIsNoAnswer() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName(HOST))) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try {
                    DatagramPacket packet = new DatagramPacket(new byte[9_000], 9_000);
                    server.receive(packet);
                    for (String reply : List.of(OTHER, OWN)) {
                        server.send(new DatagramPacket(bytes(reply), reply.length(), packet.getSocketAddress()));
                    }
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(sip(server.getLocalPort()).datagram(MESSAGE).statuses()).containsExactly(200);
            served.join();
        }
    }

    @Test
    void theAnswerToAnotherMessageOnTheStreamIsNoAnswer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(bytes(OTHER + OWN));
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(sip(server.getLocalPort()).stream(MESSAGE).statuses()).containsExactly(200);
            served.join();
        }
    }

    private static RawSip sip(int port) throws IOException {
        return new RawSip(new InetSocketAddress(HOST, port), InetAddress.getByName(HOST), Duration.ofSeconds(2));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
