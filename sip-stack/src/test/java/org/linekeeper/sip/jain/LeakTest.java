package org.linekeeper.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.net.Socket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.linekeeper.sip.transport.OwnLoopback;
import org.linekeeper.sip.transport.Sockets;
import org.slf4j.LoggerFactory;

/** No buffer is left behind, whatever comes in. */
class LeakTest {
    private static final String HOST = OwnLoopback.address();

    @Test
    void leavesNoBufferBehind() throws Exception {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
        ListAppender<ILoggingEvent> leaks = new ListAppender<>();
        leaks.start();
        logger.addAppender(leaks);
        try (StackFixture fixture = new StackFixture(HOST, Optional.empty())) {
            fixture.user.onRequest = event -> StackFixture.answer(event, 486);
            for (int i = 0; i < 100; i++) {
                abuse(fixture, i);
            }
        }
        // A leak is seen when a lost buffer was collected and the next one is made.
        for (int i = 0; i < 5; i++) {
            System.gc();
            System.runFinalization();
            for (int j = 0; j < 100; j++) {
                PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
            }
        }
        logger.detachAppender(leaks);
        assertThat(leaks.list).isEmpty();
    }

    private static void abuse(StackFixture fixture, int i) throws Exception {
        try (Peer udp = Peer.udp("127.77.3.77", fixture.address("udp"));
                Socket tcp = new Socket(HOST, 5060)) {
            udp.send(Text.request("INVITE", udp, "leak" + i, 1, "", "leak" + i));
            udp.receive(500);
            udp.send("garbage " + i);
            udp.send("\r\n\r\n");
            String whole = Text.request("OPTIONS", udp, "leak" + i, 1, "", "leako" + i);
            switch (i % 4) {
                case 0 -> tcp.getOutputStream().write(Sockets.bytes(whole + whole));
                case 1 -> tcp.getOutputStream().write(Sockets.bytes(whole.substring(0, 50)));
                case 2 -> tcp.getOutputStream().write(Sockets.bytes("GET / HTTP/1.0\r\n\r\n"));
                default -> tcp.setSoLinger(true, 0);
            }
        }
    }
}
