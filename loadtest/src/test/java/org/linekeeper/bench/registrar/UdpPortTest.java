package org.linekeeper.bench.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpPortTest {
    private static final int LINES = 200;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    private final Registrar registrar = new Registrar(new Lines(LINES, 1), 60);

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void linesRegisterManyAtATime() throws Exception {
        register("127.0.0.1");
    }

    @Test
    void andOverIpv6() throws Exception {
        register("::1");
    }

    private void register(String address) throws Exception {
        Channel port = UdpPort.open(new InetSocketAddress(address, 0), loop, registrar, 100_000);

        RegisteringClient.registerAll((InetSocketAddress) port.localAddress(), LINES, LINES);

        TargetReport report =
                loop.submit(() -> registrar.report(0, System.nanoTime())).get(30, TimeUnit.SECONDS);
        assertThat(report.linesRegistered()).isEqualTo(LINES);
        assertThat(report.requests()).isEqualTo(2 * LINES);
        assertThat(report.challenges()).isEqualTo(LINES);
        assertThat(report.notUnderstood()).isZero();
    }

    @Test
    void aTakenPortIsSaid() throws IOException {
        Channel port = UdpPort.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), loop, registrar, 0);

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> UdpPort.open((InetSocketAddress) port.localAddress(), loop, registrar, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot bind UDP");
    }
}
