package org.linekeeper.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.linekeeper.bench.generator.LoadReport;
import org.linekeeper.bench.generator.TimesReport;
import org.linekeeper.bench.report.Outcome;
import tools.jackson.databind.json.JsonMapper;

class OwnRunTest {
    @Test
    void aRunWithoutRepetitionFailureOrRefusalIsGood() {
        assertThat(run(report(1_000, 1_000, 0, 0)).isGood()).isTrue();
        assertThat(run(report(2_000, 2_000, 0, 1)).isGood()).isTrue();
        assertThat(run(report(1_000, 1_000, 0, 1)).isGood()).isFalse();
        assertThat(run(report(1_000, 999, 0, 0)).isGood()).isFalse();
        assertThat(run(report(1_000, 999, 1, 0)).isGood()).isFalse();
    }

    @Test
    void aRefusedCallIsNeitherCompletedNorFailed() {
        LoadReport report = report(10, 6, 3, 0);

        assertThat(report.refused()).isEqualTo(3);
        assertThat(report.failed()).isEqualTo(1);
    }

    @Test
    void whatTheGeneratorCostsIsToldBesideTheGateway() {
        Outcome outcome = new Outcome("test");
        run(report(1_000, 1_000, 0, 0)).tellCost(outcome);

        assertThat(outcome.figures().json())
                .containsEntry("generatorCpuMicrosPerCall", 50L)
                .containsEntry("gatewayToGeneratorCpu", 4L);
        assertThat(outcome.figures().allMet()).isTrue();
    }

    @Test
    void aReportComesThroughAsItWas() {
        LoadReport report = report(10, 6, 3, 2);
        JsonMapper json = JsonMapper.shared();

        assertThat(json.readValue(json.writeValueAsString(report), LoadReport.class))
                .isEqualTo(report);
    }

    private static OwnRun run(LoadReport report) {
        return new OwnRun(Instant.EPOCH, Instant.EPOCH, report, 0.05, 0.2);
    }

    private static LoadReport report(int placed, long completed, long refused, long repeats) {
        TimesReport none = new TimesReport(0, 0, 0, 0, 0, 0, 0);
        TimesReport refusal = new TimesReport(refused, refused, 1, 1, 1, 1, 1.5);
        return new LoadReport(
                true,
                placed,
                0,
                completed,
                completed,
                0,
                Map.of(481, 1L),
                0,
                0,
                0,
                0,
                0,
                repeats,
                0,
                0,
                0,
                refusal,
                none,
                none,
                none);
    }
}
