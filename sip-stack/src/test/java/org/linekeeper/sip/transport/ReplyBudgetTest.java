package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplyBudgetTest {
    private static final long SECOND = 1_000_000_000L;
    // Any number: System.nanoTime may be negative.
    private final AtomicLong nanos = new AtomicLong(-5 * SECOND);
    private final ReplyBudget budget = new ReplyBudget(nanos::get);

    @Test
    void aStrangerGetsABurstAndThenTwentyASecond() throws Exception {
        assertThat(allowed(1, 1_000)).isEqualTo(ReplyBudget.BURST_FOR_SOURCE);
        nanos.addAndGet(SECOND);
        assertThat(allowed(1, 1_000)).isEqualTo(20);
        assertThat(allowed(2, 10)).isEqualTo(10);
    }

    @Test
    void aQuietStrangerSavesUpNoMoreThanABurst() throws Exception {
        nanos.addAndGet(3_600 * SECOND);
        assertThat(allowed(1, 1_000)).isEqualTo(ReplyBudget.BURST_FOR_SOURCE);
    }

    @Test
    void forgedSourcesShareOneBudget() throws Exception {
        int allowed = 0;
        for (int source = 0; source < 10_000; source++) {
            allowed += allowed(source, 1);
        }
        assertThat(allowed).isEqualTo(ReplyBudget.BURST_IN_ALL);
        nanos.addAndGet(SECOND);
        assertThat(allowed(20_000, 50)).isEqualTo(50);
    }

    @Test
    void whomWeCallIsNoStranger() throws Exception {
        budget.called(address(7));
        assertThat(allowed(7, 10_000)).isEqualTo(10_000);
    }

    private int allowed(int source, int times) throws UnknownHostException {
        int allowed = 0;
        for (int i = 0; i < times; i++) {
            allowed += budget.allows(address(source)) ? 1 : 0;
        }
        return allowed;
    }

    private static InetAddress address(int number) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 9, (byte) (number >> 8), (byte) number});
    }
}
