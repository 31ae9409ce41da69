package org.linekeeper.bench.registration;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linekeeper.bench.process.JavaHeap;
import org.linekeeper.bench.registrar.TargetReport;
import org.linekeeper.bench.report.RateChart;
import org.linekeeper.config.model.HostPort;
import org.linekeeper.config.model.Transport;

/**
 * The gateway from an unknown set of lines to a pulled plug: all lines register, all refresh with their nonces, memory is looked
 * at, the process is killed and started again.
 */
final class GatewayScenario {
    /** So long after the last answer the interval ends: state that is saved late belongs to the registration. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Duration SHORT_GRANT = Duration.ofSeconds(60);
    private static final Duration LONG_GRANT = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int FEW = 10;

    private final Setup setup;
    private final Target target;
    private final Outcome outcome;
    private final Path folder;
    private final Path settings;

    private GatewayScenario(Setup setup, Target target, Outcome outcome, Path folder, Path settings) {
        this.setup = setup;
        this.target = target;
        this.outcome = outcome;
        this.folder = folder;
        this.settings = settings;
    }

    static void run(Setup setup, Target target, Outcome outcome, boolean firstOnly)
            throws IOException, BenchFailure, InterruptedException {
        GatewayScenario scenario = of(setup, target, outcome, setup.lines());
        Gateway gateway = scenario.start();
        scenario.registerAll(gateway);
        if (!firstOnly) {
            scenario.refreshAll(gateway);
            long heap = scenario.memory(gateway);
            scenario.restart(gateway);
            long few = of(setup, target, outcome, FEW).heapOfFew();
            outcome.detail("heapBytesWithFewLines", few);
            outcome.figures().put(Measures.HEAP, (heap - few) / (double) (setup.lines() - FEW));
        }
    }

    private static GatewayScenario of(Setup setup, Target target, Outcome outcome, int lines)
            throws IOException, BenchFailure, InterruptedException {
        Path folder = setup.work().folder("gateway-" + lines);
        Path store = folder.resolve("linekeeper.db");
        HostPort proxy = new HostPort(setup.places().target(), java.util.OptionalInt.of(Places.SIP));
        StoreFill.fill(store, lines, Transport.UDP, proxy);
        Path settings = GatewaySettings.write(folder, store, setup.places().gateway(), setup.window());
        return new GatewayScenario(setup, target, outcome, folder, settings);
    }

    private Gateway start() throws IOException {
        return setup.stage().add(Gateway.start(setup.stage(), setup.program(), folder, settings));
    }

    private void registerAll(Gateway gateway) throws IOException, BenchFailure, InterruptedException {
        target.forget();
        target.grant(SHORT_GRANT);
        outcome.detail("gatewayCommand", gateway.process().command());
        double scheduled = gateway.secondsToScheduled();
        awaitAll(gateway, setup.lines());
        Waiting.pass(SETTLE);
        TargetReport report = target.report();
        Interval first = Interval.of(report, Instant.now());
        outcome.figures().put(Measures.CPU_FIRST, first.cpuMicrosPerTransaction(gateway.cpu()));
        outcome.figures().put(Measures.TARGET_CPU, first.cpuMicrosPerTransaction(target.cpu()));
        outcome.figures()
                .put(
                        Measures.TARGET_RATIO,
                        first.cpuMicrosPerTransaction(gateway.cpu()) / first.cpuMicrosPerTransaction(target.cpu()));
        outcome.figures().put(Measures.REQUESTS, report.requests() / (double) setup.lines());
        outcome.figures().put(Measures.RETRANSMISSIONS, (double) report.retransmissions());
        outcome.figures().put(Measures.SCHEDULED, scheduled);
        outcome.figures().put(Measures.REGISTERED, report.secondsToRegistered());
        outcome.figures().put(Measures.RSS, gateway.residentMiB());
        outcome.detail("secondsToScheduledFirst", scheduled);
        outcome.detail("first", first.detail(gateway.cpu(), target.cpu()));
        outcome.chart().add(new RateChart.Series("Linekeeper, first registration", report.tenths()));
    }

    /** With a short grant the refreshes come by themselves, within seconds of each other; they are granted a long time. */
    private void refreshAll(Gateway gateway) throws IOException, BenchFailure, InterruptedException {
        target.mark();
        target.grant(LONG_GRANT);
        awaitAll(gateway, setup.lines());
        Waiting.pass(SETTLE);
        TargetReport report = target.report();
        Interval refresh = Interval.of(report, Instant.now());
        outcome.figures().put(Measures.CPU_REFRESH, refresh.cpuMicrosPerTransaction(gateway.cpu()));
        outcome.figures().put(Measures.REFRESH_REQUESTS, report.requests() / (double) setup.lines());
        outcome.detail("refresh", refresh.detail(gateway.cpu(), target.cpu()));
        outcome.chart().add(new RateChart.Series("Linekeeper, refresh at expires 60", report.tenths()));
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
        outcome.figures()
                .put(
                        Measures.RSS,
                        Math.max(resident, outcome.figures().get(Measures.RSS).orElse(0)));
        return heap.bytes();
    }

    private void restart(Gateway gateway) throws IOException, BenchFailure, InterruptedException {
        gateway.kill();
        target.mark();
        try (Gateway again = start()) {
            double scheduled = again.secondsToScheduled();
            Instant end = again.process().startedAt().plus(MINUTE);
            Waiting.pass(Duration.between(Instant.now(), end));
            again.mustLive();
            TargetReport report = target.report();
            outcome.figures().put(Measures.AFTER_RESTART, (double) report.requests());
            outcome.figures()
                    .put(
                            Measures.SCHEDULED,
                            Math.max(
                                    scheduled,
                                    outcome.figures().get(Measures.SCHEDULED).orElse(0)));
            outcome.detail("secondsToScheduledAfterRestart", scheduled);
            outcome.detail("restart", report);
        }
    }

    private long heapOfFew() throws IOException, BenchFailure, InterruptedException {
        target.forget();
        try (Gateway gateway = start()) {
            awaitAll(gateway, FEW);
            Waiting.pass(SETTLE);
            return gateway.liveHeap().bytes();
        }
    }

    private void awaitAll(Gateway gateway, int lines) throws IOException, BenchFailure, InterruptedException {
        Duration limit = Duration.ofSeconds(90 + lines / 500);
        Waiting.until(
                limit,
                "not all lines are registered",
                () -> {
                    gateway.mustLive();
                    return target.linesRegistered();
                },
                registered -> registered >= lines);
    }
}
