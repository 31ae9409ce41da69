package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a loop says of itself while its tasks are slow, and after. */
class LoopBehindTest {
    @Test
    void aLoopWithSlowTasksIsBehindUntilTheyAreDone() throws Exception {
        try (NettyLoops loops = NettyLoops.start(1, System::nanoTime)) {
            NettyLoop loop = loops.owner("any");
            CountDownLatch seen = new CountDownLatch(1);
            loop.execute(() -> slow(loop, seen));

            assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> loops.behindNanos("any") == 0);
        }
    }

    /** One task after the other that takes longer than a tick, so that no tick is ever in time. */
    private static void slow(NettyLoop loop, CountDownLatch seen) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        if (loop.behindNanos() > TimeUnit.MILLISECONDS.toNanos(200)) {
            seen.countDown();
        } else {
            loop.execute(() -> slow(loop, seen));
        }
    }
}
