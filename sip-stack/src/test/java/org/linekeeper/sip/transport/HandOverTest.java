package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HandOverTest {
    private final NettyLoops loops = NettyLoops.start(1, System::nanoTime);
    private final HandOver handOver = new HandOver(loops, 100_000);

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void whatWaitsForALoopIsBoundedByBytes() {
        CountDownLatch busy = new CountDownLatch(1);
        loops.loop(0).execute(() -> hold(busy));
        AtomicInteger done = new AtomicInteger();
        int taken = 0;
        while (taken < 1_000 && handOver.to("call", 9_488, done::incrementAndGet)) {
            taken++;
        }
        assertThat(taken).isEqualTo(10);
        busy.countDown();
        await().until(() -> done.get() == 10);
        assertThat(handOver.to("call", 9_488, done::incrementAndGet)).isTrue();
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
