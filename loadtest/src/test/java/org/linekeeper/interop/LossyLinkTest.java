package org.linekeeper.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bad network is as bad as it is told to be. */
final class LossyLinkTest {
    private static final int PACKETS = 200;

    private record Arrived(List<Integer> packets, long lost, long doubled) {}

    @Test
    void aGoodNetworkPassesAllBothWays() throws IOException {
        Arrived arrived = send(new LossyLink.Habits(0, 0, 0), 1);
        assertThat(arrived.packets())
                .isEqualTo(IntStream.range(0, PACKETS).boxed().toList());
    }

    @Test
    void aBadOneLosesDoublesAndReordersAsItsSeedSays() throws IOException {
        LossyLink.Habits habits = new LossyLink.Habits(0.1, 0.1, 30);
        Arrived arrived = send(habits, 7);
        assertThat(arrived.lost()).isBetween(5L, 60L);
        assertThat(arrived.doubled()).isBetween(5L, 60L);
        assertThat(arrived.packets())
                .isNotEqualTo(arrived.packets().stream().sorted().toList());
        assertThat(arrived.packets().stream().distinct().count())
                .isBetween(PACKETS - 2 * arrived.lost(), (long) PACKETS);
    }

    /** Sends numbered packets through a link to a server that sends them back. */
    private static Arrived send(LossyLink.Habits habits, long seed) throws IOException {
        InetAddress host = InetAddress.getByName("127.77.18.20");
        try (DatagramSocket server = new DatagramSocket(0, host);
                DatagramSocket client = new DatagramSocket(0, host);
                LossyLink link = LossyLink.open(
                        new InetSocketAddress(host, 0),
                        (InetSocketAddress) server.getLocalSocketAddress(),
                        habits,
                        seed)) {
            Thread echo = new Thread(() -> echo(server), "echo");
            echo.setDaemon(true);
            echo.start();
            List<Integer> arrived = new ArrayList<>();
            client.setSoTimeout(500);
            for (int i = 0; i < PACKETS; i++) {
                byte[] packet = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
                client.send(new DatagramPacket(packet, packet.length, link.address()));
            }
            DatagramPacket back = new DatagramPacket(new byte[16], 16);
            try {
                while (true) {
                    client.receive(back);
                    arrived.add(Integer.parseInt(
                            new String(back.getData(), 0, back.getLength(), StandardCharsets.US_ASCII)));
                }
            } catch (SocketTimeoutException nothingMoreComes) {
                return new Arrived(arrived, link.lost(), link.doubled());
            }
        }
    }

    private static void echo(DatagramSocket server) {
        DatagramPacket packet = new DatagramPacket(new byte[16], 16);
        try {
            while (true) {
                packet.setLength(16);
                server.receive(packet);
                server.send(packet);
            }
        } catch (IOException closed) {
            server.close();
        }
    }
}
