package org.linekeeper.bench.registration;

import java.io.IOException;
import java.time.Duration;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.registrar.TargetReport;
import org.linekeeper.bench.report.Outcome;
import org.linekeeper.bench.report.RateChart;

/** Short registrations for minutes: none may lapse, and the refreshes must not gather in bursts. */
final class RefreshLoadScenario {
    private static final Duration GRANT = Duration.ofSeconds(60);

    private RefreshLoadScenario() {}

    static void run(Setup setup, Target target, Outcome outcome, Duration time)
            throws IOException, BenchFailure, InterruptedException {
        GatewaySite site = GatewaySite.with(setup, setup.lines());
        target.forget();
        target.grant(GRANT);
        try (Gateway gateway = site.start()) {
            site.awaitAll(gateway, target);
            Waiting.pass(GatewayScenario.SETTLE);
            target.mark();
            Waiting.pass(time);
            gateway.mustLive();
            Interval load = Interval.upToNow(target);
            TargetReport report = load.report();
            double seconds = Duration.between(load.from(), load.to()).toMillis() / 1e3;
            double mean = report.requests() / seconds;
            outcome.figures().put(Measures.LAPSES, report.lapses() + (double) (setup.lines() - report.registeredNow()));
            outcome.figures().put(Measures.BUSIEST, report.busiestSecond() / mean);
            outcome.figures().put(Measures.CPU_LOAD, load.cpuMicrosPerTransaction(gateway.cpu()));
            outcome.detail("refreshLoad", load.detail(gateway.cpu(), target.cpu()));
            outcome.detail("meanPerSecond", mean);
            outcome.chart().add(new RateChart.Series("Linekeeper, refreshes at expires 60", report.tenths()));
        }
    }
}
