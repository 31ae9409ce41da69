package org.linekeeper.bench.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.linekeeper.bench.process.Waiting;

/** Over real sockets, without a gateway: what is said of speed is not looked at. */
class SocketsTest {
    private static final int CALLS = 200;
    private static final String CALLER = "127.0.81.20:5073";
    private static final String CALLEE = "127.0.81.30:5060";

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());

    @AfterEach
    void end() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void callsArePlayedAndTheCalleeGivesItsPlaceBack() throws Exception {
        Sockets sockets = new Sockets(loop, place(CALLER), place(CALLEE), "sip:bench@" + CALLEE);
        Future<?> turns = loop.next().scheduleAtFixedRate(sockets::turn, 0, 1, TimeUnit.MILLISECONDS);
        sockets.answer();
        LoadPlan plan = new LoadPlan(1_000, CALLS, Duration.ofMillis(10));
        CallerMessages messages = new CallerMessages(CALLER, CALLEE, "00000001", 100);
        loop.submit(() -> sockets.play("all", plan, place(CALLEE), messages)).get(30, TimeUnit.SECONDS);
        Waiting.until(
                Duration.ofSeconds(40),
                "calls do not end",
                () -> loop.submit(() -> sockets.generator().isOver("all"))
                        .syncUninterruptibly()
                        .getNow(),
                over -> over);

        LoadReport report = loop.submit(() -> sockets.generator().report("all").orElseThrow())
                .get(30, TimeUnit.SECONDS);
        assertThat(report.completed()).isEqualTo(CALLS);
        assertThat(report.ringing().count()).isEqualTo(CALLS);
        assertThat(report.arrival().count()).isEqualTo(CALLS);
        turns.cancel(false);
        sockets.rest();
        UdpPort.open(place(CALLEE), loop, (message, length, from, now) -> {}).close();
    }

    private static InetSocketAddress place(String text) {
        int colon = text.indexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
