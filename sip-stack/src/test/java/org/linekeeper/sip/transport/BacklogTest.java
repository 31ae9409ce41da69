package org.linekeeper.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Backlog backlog = new Backlog(millis(100));

    @Test
    void growsOlderUntilAllIsDone() {
        assertThat(backlog.age(millis(0))).isZero();
        backlog.behind(millis(10));
        backlog.behind(millis(80));
        backlog.behind(millis(150));

        assertThat(backlog.age(millis(151))).isEqualTo(millis(141));

        backlog.caughtUp();
        assertThat(backlog.age(millis(152))).isZero();
    }

    @Test
    void silenceIsNoBacklog() {
        backlog.behind(millis(0));

        assertThat(backlog.age(millis(101))).isZero();

        backlog.behind(millis(200));
        assertThat(backlog.age(millis(210))).isEqualTo(millis(10));
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
