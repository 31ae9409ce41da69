package org.linekeeper.bench.calls;

import java.io.IOException;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.report.Outcome;

/** A hundred calls a second from the first moment at which the gateway says that it is ready. */
final class ColdScenario {
    private static final int RATE = 100;

    private ColdScenario() {}

    static void run(CallBench bench, int seconds, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        try (CallSite site = bench.udp("cold")) {
            CallRun run = site.play(new Sipp.Load(RATE, RATE * seconds, RateScenario.TALK));
            outcome.detail("cold", run.told());
            outcome.detail(
                    "coldSlowestAnswersMillis",
                    run.times().answers().stream()
                            .map(SippTimes.Noted::tookMillis)
                            .sorted(java.util.Comparator.reverseOrder())
                            .limit(10)
                            .toList());
            outcome.figures().put(CallMeasures.COLD_LOST, (double) (run.failed() + run.refused()));
        }
    }
}
