package org.linekeeper.bench.registration;

import java.util.LinkedHashMap;
import java.util.Map;
import org.linekeeper.bench.report.Figures;
import org.linekeeper.bench.report.RateChart;

/** What the scenarios of one run gather. */
final class Outcome {
    private final Figures figures = new Figures();
    private final Map<String, Object> detail = new LinkedHashMap<>();
    private final RateChart chart;

    Outcome(String title) {
        chart = new RateChart(title);
    }

    Figures figures() {
        return figures;
    }

    RateChart chart() {
        return chart;
    }

    /** What the figures were made of, for the JSON file. */
    void detail(String name, Object value) {
        detail.put(name, value);
    }

    Map<String, Object> details() {
        return detail;
    }
}
