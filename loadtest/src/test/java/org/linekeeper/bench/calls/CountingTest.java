package org.linekeeper.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingTest {
    private static final String HEADER = "TotalCallCreated;SuccessfulCall(C);Retransmissions(C)";

    @Test
    void theLastWholeLineCounts() {
        assertThat(SippCounts.parse(List.of(HEADER, "5;4;0", "9;8;1", "12;1"))).contains(new SippCounts(9, 8, 1));
        assertThat(SippCounts.parse(List.of(HEADER))).isEmpty();
    }

    @Test
    void aRefusedCallIsNeitherCompletedNorFailed() {
        SippTimes times = SippTimes.parse(
                List.of("Date_ms;response_time_ms;rtd_no", "4.0;0.5;answer", "5.0;1.5;refusal", "6.0;2;answer"));
        CallRun run = run(new SippCounts(3, 3, 0), 0, times, 16);

        assertThat(run.failed()).isZero();
        assertThat(run.refused()).isEqualTo(1);
        assertThat(run.completed()).isEqualTo(2);
        assertThat(run.isGood()).isFalse();
    }

    @Test
    void whatTheGatewaySentOnceTooOftenIsARetransmission() {
        SippTimes none = new SippTimes(List.of(), List.of());

        assertThat(run(new SippCounts(2_000, 2_000, 0), 0, none, 14_001).repeatedShare())
                .isCloseTo(0.0005, within(1e-9));
        assertThat(run(new SippCounts(2_000, 2_000, 1), 1, none, 14_001).isGood())
                .isFalse();
        assertThat(run(new SippCounts(2_000, 1_999, 0), 0, none, 14_000).isGood())
                .isFalse();
        assertThat(run(new SippCounts(2_000, 2_000, 1), 0, none, 14_000).isGood())
                .isTrue();
    }

    private static CallRun run(SippCounts called, int answererRepeats, SippTimes times, long sent) {
        SippCounts answered = new SippCounts(called.calls(), called.calls(), answererRepeats);
        return new CallRun(Instant.EPOCH, Instant.EPOCH, called, answered, times, sent, 0);
    }

    @Test
    void aSecondRecordOfACallIsSeen(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cdr.jsonl");
        Files.writeString(file, """
                {"inboundSipCallId":"1-7@a","outcome":"completed"}
                {"inboundSipCallId":"2-7@a","outcome":"ring_timeout"}
                {"inboundSipCallId":"1-7@a","outcome":"completed"}
                """);

        CallRecords records = CallRecords.read(file);

        assertThat(records.calls()).isEqualTo(2);
        assertThat(records.surplus()).isEqualTo(1);
    }

    @Test
    void quantilesAreOfWhatWasMeasured() {
        Delays delays = new Delays(new double[] {3, 1, 2, 10});

        assertThat(delays.quantile(0.5)).isEqualTo(2);
        assertThat(delays.quantile(0.99)).isEqualTo(10);
    }

    @Test
    void growthLooksPastTheFirstMinute() {
        assertThat(HeldScenario.growth(List.of(1L, 100L, 100L, 110L, 110L))).isCloseTo(0.1, within(1e-9));
        assertThat(HeldScenario.growth(List.of(1L))).isZero();
    }
}
