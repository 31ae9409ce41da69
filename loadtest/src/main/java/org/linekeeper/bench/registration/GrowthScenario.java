package org.linekeeper.bench.registration;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.report.Figures.Figure;
import org.linekeeper.bench.report.Outcome;

/**
 * How time and memory grow with the number of lines. What does not depend on the lines is measured with a few and taken off, so
 * that the cost of one line is compared: ten times the lines must not make it more than a little dearer.
 */
final class GrowthScenario {
    private static final Duration GRANT = Duration.ofHours(10);
    private static final int FEW = 10;

    /** One size. */
    private record Point(int lines, double secondsToScheduled, long heapBytes, double cpuMicros, double residentMiB) {
        Map<String, Object> json(Point base) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("lines", lines);
            json.put("secondsToScheduled", secondsToScheduled);
            json.put("microsToScheduledPerLine", timePerLine(base));
            json.put("heapBytes", heapBytes);
            json.put("heapBytesPerLine", heapPerLine(base));
            json.put("cpuMicrosPerRegister", cpuMicros);
            json.put("residentMiB", residentMiB);
            return json;
        }

        double timePerLine(Point base) {
            return (secondsToScheduled - base.secondsToScheduled) * 1e6 / (lines - base.lines);
        }

        double heapPerLine(Point base) {
            return (heapBytes - base.heapBytes) / (double) (lines - base.lines);
        }
    }

    private GrowthScenario() {}

    static void run(Setup setup, Target target, Outcome outcome, List<Integer> sizes)
            throws IOException, BenchFailure, InterruptedException {
        Point base = measure(setup, target, FEW);
        List<Point> points = new ArrayList<>();
        for (int lines : sizes) {
            points.add(measure(setup, target, lines));
        }
        outcome.detail("base", base.json(new Point(0, 0, 0, 0, 0)));
        outcome.detail("growth", points.stream().map(point -> point.json(base)).toList());
        Point smallest = points.get(0);
        Point largest = points.get(points.size() - 1);
        put(outcome, Measures.GROWTH_TIME, largest.timePerLine(base), smallest.timePerLine(base));
        put(outcome, Measures.GROWTH_HEAP, largest.heapPerLine(base), smallest.heapPerLine(base));
        put(outcome, Measures.GROWTH_CPU, largest.cpuMicros(), smallest.cpuMicros());
    }

    private static void put(Outcome outcome, Figure figure, double largest, double smallest) {
        outcome.figures().put(figure, largest / smallest);
    }

    private static Point measure(Setup setup, Target target, int lines)
            throws IOException, BenchFailure, InterruptedException {
        GatewaySite site = GatewaySite.with(setup, lines);
        target.forget();
        target.grant(GRANT);
        try (Gateway gateway = site.start()) {
            site.awaitAll(gateway, target);
            Waiting.pass(GatewayScenario.SETTLE);
            double micros = Interval.upToNow(target).cpuMicrosPerTransaction(gateway.cpu());
            double scheduled = gateway.secondsToScheduled();
            double resident = gateway.residentMiB();
            return new Point(lines, scheduled, gateway.liveHeap().bytes(), micros, resident);
        }
    }
}
