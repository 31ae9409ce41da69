package org.linekeeper.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.linekeeper.bench.report.Figures.Figure;

class FiguresTest {
    private static final Figure LINES = new Figure("lines", "lines", new Bar.None());
    private static final Figure CPU = new Figure("cpu", "CPU, µs", new Bar.AtMost(10));
    private static final Figure RATIO = new Figure("ratio", "ratio", new Bar.AtLeast(2.5));

    private final Figures figures = new Figures();

    @Test
    void aTableSaysWhichBarsAreMet() {
        figures.put(LINES, 100_000);
        figures.put(CPU, 10.0);
        figures.put(RATIO, 2.4);

        assertThat(figures.table().lines().map(line -> line.replaceAll("\\s{2,}", "|")))
                .containsExactly("lines|100,000|", "CPU, µs|10|at most 10|met", "ratio|2.40|at least 2.50|MISSED");
    }

    @Test
    void allAreMetWhenNoneIsMissed() {
        figures.put(LINES, 1);
        figures.put(CPU, 9.99);
        assertThat(figures.allMet()).isTrue();

        figures.put(CPU, 10.01);
        assertThat(figures.allMet()).isFalse();
    }

    @Test
    void whatIsOnlyToldHasNoBar() {
        figures.put(CPU, 10.01);
        figures.onlyTell(CPU);

        assertThat(figures.allMet()).isTrue();
        assertThat(figures.table()).contains("10.01").doesNotContain("at most");
    }

    @Test
    void jsonHasNamesAndRoundedNumbers() {
        figures.put(CPU, 1.23456);
        figures.put(LINES, 100_000);

        assertThat(figures.json())
                .containsExactly(java.util.Map.entry("cpu", 1.235), java.util.Map.entry("lines", 100_000L));
    }

    @Test
    void whatWasNotMeasuredIsAbsent() {
        assertThat(figures.get(CPU)).isEmpty();
        assertThat(figures.json()).isEmpty();
    }
}
