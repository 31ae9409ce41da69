package org.linekeeper.bench.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TargetReportTest {
    @Test
    void theBusiestSecondMayBeginAtAnyTenth() {
        List<Integer> tenths = new ArrayList<>(Collections.nCopies(30, 1));
        tenths.set(9, 50);
        tenths.set(12, 50);

        assertThat(report(tenths).busiestSecond()).isEqualTo(108);
    }

    @Test
    void goesThroughJson() {
        TargetReport report = report(List.of(1, 2, 3));

        String json = JsonMapper.shared().writeValueAsString(report);

        assertThat(JsonMapper.shared().readValue(json, TargetReport.class)).isEqualTo(report);
    }

    @Test
    void timesAreInSeconds() {
        assertThat(report(List.of()).secondsToRegistered()).isEqualTo(2.5);
        assertThat(report(List.of()).transactions()).isEqualTo(95);
    }

    private static TargetReport report(List<Integer> tenths) {
        return new TargetReport(100, 50, 45, 0, 5, 0, 0, 0, 0, 0, 3, 45, 45, 1_000_000, 3_500_000, tenths);
    }
}
