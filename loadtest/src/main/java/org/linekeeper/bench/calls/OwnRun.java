package org.linekeeper.bench.calls;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linekeeper.bench.generator.LoadReport;
import org.linekeeper.bench.report.Outcome;

/**
 * Calls that the own generator has played. It sees both ends of every call, so what the gateway sent once too often is among what
 * it heard again.
 *
 * @param generatorCpu CPU seconds that the generator used while calls were placed and talked
 * @param gatewayCpu those of the gateway, in the same time
 */
record OwnRun(Instant from, Instant to, LoadReport report, double generatorCpu, double gatewayCpu) implements Played {
    private static final double MOST_REPEATED = 0.001;
    private static final double MICROS = 1_000_000;

    @Override
    public long calls() {
        return report.placed();
    }

    @Override
    public long refused() {
        return report.refused();
    }

    double repeatedShare() {
        return report.repeats() / (double) Math.max(1, report.placed());
    }

    @Override
    public boolean isGood() {
        return report.over() && report.failed() == 0 && refused() == 0 && repeatedShare() < MOST_REPEATED;
    }

    double generatorMicros() {
        return generatorCpu * MICROS / Math.max(1, calls());
    }

    double gatewayMicros() {
        return gatewayCpu * MICROS / Math.max(1, calls());
    }

    /** What the generator costs, and the gateway by it: at the highest rate that was played, for at lower ones it wakes for each message. */
    void tellCost(Outcome outcome) {
        outcome.figures().put(CallMeasures.GENERATOR_CPU, generatorMicros());
        outcome.figures().put(CallMeasures.GENERATOR_RATIO, gatewayMicros() / Math.max(1, generatorMicros()));
    }

    @Override
    public Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("generator", "own");
        told.put("calls", calls());
        told.put("failed", report.failed());
        told.put("refused", refused());
        told.put("repeatedShare", repeatedShare());
        told.put("generatorCpuMicrosPerCall", generatorMicros());
        told.put("report", report);
        return told;
    }
}
