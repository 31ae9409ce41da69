package org.linekeeper.registration.pace.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.linekeeper.registration.pace.machine.PaceBench.Line;

/** What a pace remembers of a target, and for how long. */
final class PaceMemoryTest {
    private final PaceBench bench = new PaceBench();

    /** Nothing is known of what it bears when none came for a while. */
    @Test
    void rampBeginsAnewAfterAPause() {
        bench.join(2_000, Turn.Claim.PROVEN);
        bench.run(Duration.ofSeconds(35), Duration.ofMillis(10), Pace.Use.ACCEPTED);
        assertThat(bench.pace.perSecond()).isGreaterThan(30);
        bench.forward(Duration.ofMinutes(1));
        bench.next();
        assertThat(bench.pace.perSecond()).isEqualTo(8);
    }

    /** RFC 5626 4.5: the pauses grow with failures in a row, and an answer ends the row. */
    @Test
    void pausesBeginAnewAfterAnAnswer() {
        bench.join(20, Turn.Claim.URGENT);
        for (int i = 0; i < 5; i++) {
            fail();
        }
        assertThat(pause()).isGreaterThan(Duration.ofMinutes(4));
        bench.now = bench.pace.closedUntil();
        assertThat(bench.done(line(), Pace.Use.ACCEPTED)).isEqualTo(Pace.Change.CAME_UP);
        bench.forward(Duration.ofSeconds(1));
        fail();
        assertThat(pause()).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    private void fail() {
        if (bench.pace.isDown()) {
            bench.now = bench.pace.closedUntil();
        }
        bench.done(line(), Pace.Use.UNREACHABLE);
    }

    private Line line() {
        Line line = bench.next();
        assertThat(line).isNotNull();
        return line;
    }

    private Duration pause() {
        return Duration.ofNanos(bench.pace.closedUntil() - bench.now);
    }
}
