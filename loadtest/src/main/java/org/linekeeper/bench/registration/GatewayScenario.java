package org.linekeeper.bench.registration;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.JavaHeap;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.registrar.TargetReport;
import org.linekeeper.bench.report.Figures;
import org.linekeeper.bench.report.Outcome;
import org.linekeeper.bench.report.RateChart;

/**
 * The gateway from an unknown set of lines to a pulled plug: all lines register, all refresh with their nonces, memory is looked
 * at, the process is killed and started again.
 */
final class GatewayScenario {
    /** So long after the last answer the interval ends: state that is saved late belongs to the registration. */
    static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int FEW = 10;

    /** What follows the first registration. */
    enum Then {
        NOTHING,
        ORDERED_REFRESH,
        SPREAD_REFRESH
    }

    private final GatewaySite site;
    private final Target target;
    private final Outcome outcome;
    private final Figures figures;

    private GatewayScenario(GatewaySite site, Target target, Outcome outcome) {
        this.site = site;
        this.target = target;
        this.outcome = outcome;
        this.figures = outcome.figures();
    }

    static void run(Setup setup, Target target, Outcome outcome, Then then)
            throws IOException, BenchFailure, InterruptedException {
        GatewayScenario scenario = new GatewayScenario(GatewaySite.with(setup, setup.lines()), target, outcome);
        try (Gateway gateway = scenario.site.start()) {
            scenario.registerAll(gateway, then == Then.SPREAD_REFRESH ? Refreshes.SHORT_GRANT : Refreshes.LONG_GRANT);
            Refreshes refreshes = new Refreshes(scenario.site, target, outcome);
            switch (then) {
                case NOTHING -> {
                    return;
                }
                case ORDERED_REFRESH -> refreshes.ordered(gateway);
                case SPREAD_REFRESH -> refreshes.spread(gateway);
            }
            long heap = scenario.memory(gateway);
            gateway.kill();
            long few = heapOfFew(setup, target);
            outcome.detail("heapBytesWithFewLines", few);
            outcome.figures().put(Measures.HEAP, (heap - few) / (double) (setup.lines() - FEW));
        }
        scenario.restart();
    }

    private void registerAll(Gateway gateway, Duration grant) throws IOException, BenchFailure, InterruptedException {
        target.forget();
        target.grant(grant);
        outcome.detail("gatewayCommand", gateway.process().command());
        site.awaitAll(gateway, target);
        Waiting.pass(SETTLE);
        Interval first = Interval.upToNow(target);
        TargetReport report = first.report();
        double scheduled = gateway.secondsToScheduled();
        double own = first.cpuMicrosPerTransaction(gateway.cpu());
        double targets = first.cpuMicrosPerTransaction(target.cpu());
        figures.put(Measures.CPU_FIRST, own);
        figures.put(Measures.TARGET_CPU, targets);
        figures.put(Measures.TARGET_RATIO, own / targets);
        figures.put(Measures.REQUESTS, report.requests() / (double) site.lines());
        figures.put(Measures.RETRANSMISSIONS, (double) report.retransmissions());
        figures.put(Measures.SCHEDULED, scheduled);
        figures.put(Measures.REGISTERED, report.secondsToRegistered());
        figures.put(Measures.RSS, gateway.residentMiB());
        if (site.setup().link().isStream()) {
            connections(report);
        }
        outcome.detail("secondsToScheduledFirst", scheduled);
        outcome.detail("first", first.detail(gateway.cpu(), target.cpu()));
        outcome.chart().add(new RateChart.Series("Linekeeper, first registration", report.tenths()));
    }

    private void connections(TargetReport report) {
        // Their bars are those of datagrams; and a connection dies with its process.
        figures.onlyTell(
                Measures.CPU_FIRST, Measures.CPU_REFRESH, Measures.TARGET_RATIO, Measures.HEAP, Measures.AFTER_RESTART);
        figures.put(Measures.CONNECTIONS, (double) report.connections());
        figures.put(Measures.LINES_PER_CONNECTION, site.lines() / (double) report.connections());
    }

    private long memory(Gateway gateway) throws IOException {
        double resident = gateway.residentMiB();
        JavaHeap.Live heap = gateway.liveHeap();
        Map<String, Object> memory = new LinkedHashMap<>();
        memory.put("residentMiBAfterRefresh", resident);
        memory.put("residentMiBAfterCollection", gateway.residentMiB());
        memory.put("highestResidentMiB", gateway.highestResidentMiB());
        memory.put("liveHeapBytes", heap.bytes());
        memory.put("largestClasses", heap.largest());
        outcome.detail("memory", memory);
        figures.put(Measures.RSS, Math.max(resident, figures.get(Measures.RSS).orElse(0)));
        return heap.bytes();
    }

    private static long heapOfFew(Setup setup, Target target) throws IOException, BenchFailure, InterruptedException {
        GatewaySite site = GatewaySite.with(setup, FEW);
        target.mark();
        try (Gateway gateway = site.start()) {
            site.awaitAll(gateway, target);
            Waiting.pass(SETTLE);
            return gateway.liveHeap().bytes();
        }
    }

    /** The plug was pulled some seconds ago; every binding still has most of its hour. */
    private void restart() throws IOException, BenchFailure, InterruptedException {
        target.mark();
        try (Gateway again = site.start()) {
            Instant end = again.process().startedAt().plus(MINUTE);
            Waiting.pass(Duration.between(Instant.now(), end));
            again.mustLive();
            TargetReport report = target.report();
            double scheduled = again.secondsToScheduled();
            figures.put(Measures.AFTER_RESTART, (double) report.requests());
            figures.put(
                    Measures.SCHEDULED,
                    Math.max(scheduled, figures.get(Measures.SCHEDULED).orElse(0)));
            outcome.detail("secondsToScheduledAfterRestart", scheduled);
            outcome.detail("restart", report);
        }
    }
}
