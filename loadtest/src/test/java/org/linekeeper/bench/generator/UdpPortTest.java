package org.linekeeper.bench.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UdpPortTest {
    private static final int OFTEN = 300;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void aPortServesAnotherThreadAsSoonAsItIsOpen() throws IOException {
        for (int i = 0; i < OFTEN; i++) {
            UdpPort port =
                    UdpPort.open(new InetSocketAddress("127.0.81.20", 0), loop, (message, length, from, at) -> {});
            assertThat(port.local().getPort()).isPositive();
            port.close();
        }
    }
}
