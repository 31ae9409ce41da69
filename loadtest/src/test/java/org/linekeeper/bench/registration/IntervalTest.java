package org.linekeeper.bench.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.linekeeper.bench.registrar.TargetReport;

class IntervalTest {
    @Test
    void aWaveIsFromItsOrderToItsLastAnswer() {
        TargetReport report =
                new TargetReport(100, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 100, 100, 2_000_000, 3_500_000, List.of());
        Interval settled = new Interval(Instant.ofEpochSecond(2), Instant.ofEpochSecond(6), report);

        Interval wave = settled.from(Instant.ofEpochSecond(1)).toLastAnswer();

        assertThat(wave.from()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(wave.to()).isEqualTo(Instant.ofEpochMilli(3_500));
    }
}
