package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.util.ReferenceCountUtil;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;

/** Datagrams that leave together, over real sockets; and what follows when the system does not take them. */
@EnabledOnOs(OS.LINUX)
final class UdpTrainTest {
    private static final String HOST = "127.77.3.9";
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("127.77.3.10", 5060);

    @Test
    void everyDatagramArrivesAsItWasWritten() throws Exception {
        try (TransportFixture fixture = new TransportFixture(TransportLimits.defaults(), listener());
                DatagramSocket peer = new DatagramSocket(0, InetAddress.getByName(HOST));
                DatagramSocket other = new DatagramSocket(0, InetAddress.getByName(HOST))) {
            List<String> sent = new ArrayList<>();
            onLoop(fixture, () -> {
                for (int i = 0; i < 150; i++) {
                    // runs of one length, a longer one now and then, and one that is too long for a train
                    String text = String.format(Locale.ROOT, "REGISTER %06d", i)
                            + " ".repeat(i % 40 == 39 ? 1_400 : i % 7 / 6);
                    sent.add(text);
                    send(fixture, peer, text);
                }
                send(fixture, other, "REGISTER elsewhere");
            });

            List<String> arrived = new ArrayList<>();
            for (int i = 0; i < sent.size(); i++) {
                arrived.add(Sockets.receiveUdp(peer, 30_000));
            }
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(Sockets.receiveUdp(other, 30_000)).isEqualTo("REGISTER elsewhere");
            assertThat(fixture.failures).isEmpty();
            assertThat(fixture.counters.value(TransportCounters.Event.MESSAGE_SENT))
                    .isEqualTo(151);
        }
    }

    /** The kernel hands such a train over in one piece (UDP_GRO). */
    @Test
    void trainThatArrivesIsReadDatagramByDatagram() throws Exception {
        try (TransportFixture sender = new TransportFixture(TransportLimits.defaults(), listener());
                TransportFixture receiver = new TransportFixture(TransportLimits.defaults(), listener())) {
            Target to = new Target(SipTransport.UDP, receiver.transports.boundAddress("udp"), "x");
            List<String> sent = new ArrayList<>();
            onLoop(sender, () -> {
                for (int i = 0; i < 300; i++) {
                    String text = String.format(Locale.ROOT, "REGISTER %06d", i);
                    sent.add(text);
                    sender.transports.send(to, bytes(text), text.length(), sender.failures::add);
                }
            });

            await().untilAsserted(() -> assertThat(receiver.received).hasSize(sent.size()));
            assertThat(receiver.received)
                    .extracting(message -> new String(message.bytes(), StandardCharsets.US_ASCII))
                    .containsExactlyElementsOf(sent);
        }
    }

    /** Without SO_BROADCAST the system refuses this destination: EACCES. */
    @Test
    void eachDatagramOfARefusedTrainIsToldOf() throws Exception {
        try (TransportFixture fixture = new TransportFixture(TransportLimits.defaults(), listener())) {
            onLoop(fixture, () -> {
                for (int i = 0; i < 5; i++) {
                    byte[] message = bytes("REGISTER " + i);
                    fixture.transports.send(
                            new Target(SipTransport.UDP, new InetSocketAddress("255.255.255.255", 9), "x"),
                            message,
                            message.length,
                            fixture.failures::add);
                }
            });

            await().untilAsserted(() -> assertThat(fixture.failures).hasSize(5));
        }
    }

    @Test
    void whereTrainsCannotBeSentNoneIsTriedAgain() {
        assertThat(EpollDatagramChannel.isSegmentedDatagramPacketSupported()).isTrue();
        int invalid = -22;
        RefusesTrains refuses = new RefusesTrains(new Errors.NativeIoException("sendmmsg", invalid));
        EmbeddedChannel channel = new EmbeddedChannel(refuses);
        List<String> singly = new ArrayList<>();
        UdpTrain train = new UdpTrain(true, (open, datagram, to, failed) -> singly.add(text(datagram)));

        for (String text : List.of("one", "two", "six")) {
            train.add(channel, ELSEWHERE, bytes(text), text.length(), cause -> {});
        }
        train.leave(channel);
        channel.flush();
        assertThat(refuses.trains).isEqualTo(1);
        assertThat(singly).containsExactly("one", "two", "six");

        train.add(channel, ELSEWHERE, bytes("ten"), 3, cause -> {});
        train.add(channel, ELSEWHERE, bytes("and"), 3, cause -> {});
        train.leave(channel);
        assertThat(refuses.trains).isEqualTo(1);
        assertThat(singly).containsExactly("one", "two", "six", "ten", "and");
        channel.finishAndReleaseAll();
    }

    private static final class RefusesTrains extends ChannelOutboundHandlerAdapter {
        private final Throwable cause;
        private int trains;

        RefusesTrains(Throwable cause) {
            this.cause = cause;
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (message instanceof SegmentedDatagramPacket) {
                trains++;
            }
            ReferenceCountUtil.release(message);
            promise.setFailure(cause);
        }
    }

    private static ListenerSettings listener() {
        return new ListenerSettings(
                "udp", SipTransport.UDP, new InetSocketAddress(HOST, 0), HOST, 5060, Optional.empty());
    }

    private static void onLoop(TransportFixture fixture, Runnable work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        fixture.loops.loop(0).execute(() -> {
            work.run();
            done.countDown();
        });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void send(TransportFixture fixture, DatagramSocket to, String text) {
        byte[] message = bytes(text);
        fixture.transports.send(
                new Target(SipTransport.UDP, (InetSocketAddress) to.getLocalSocketAddress(), "x"),
                message,
                message.length,
                fixture.failures::add);
    }

    private static String text(ByteBuf datagram) {
        String text = datagram.toString(StandardCharsets.US_ASCII);
        datagram.release();
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
