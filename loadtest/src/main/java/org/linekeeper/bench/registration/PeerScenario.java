package org.linekeeper.bench.registration;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.registrar.TargetReport;
import org.linekeeper.bench.report.Outcome;
import org.linekeeper.bench.report.RateChart;

/** Kamailio's {@code uac} registers the same lines at the same target: at its best, so paced and with its fast allocator. */
final class PeerScenario {
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration GRANT = Duration.ofHours(1);
    /** Transactions are kept for some seconds after their end; what is left then is what an account takes. */
    private static final Duration IDLE = Duration.ofSeconds(14);

    private static final int FEW = 10;

    private PeerScenario() {}

    static void run(Setup setup, Target target, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        long usedByMany;
        try (Kamailio kamailio = start(setup, target, setup.lines())) {
            outcome.detail("peerCommand", kamailio.process().command());
            outcome.detail("peerVersion", Kamailio.version());
            await(kamailio, target, setup.lines());
            Waiting.pass(SETTLE);
            Interval first = Interval.upToNow(target);
            TargetReport report = first.report();
            double cpu = kamailio.cpu().at(first.to());
            double micros = cpu * 1e6 / report.transactions();
            outcome.figures().put(Measures.PEER_CPU, micros);
            outcome.figures().put(Measures.PEER_REQUESTS, report.requests() / (double) setup.lines());
            outcome.figures().put(Measures.PEER_RETRANSMISSIONS, (double) report.retransmissions());
            outcome.figures().put(Measures.PEER_REGISTERED, report.secondsToRegistered());
            outcome.figures().get(Measures.CPU_FIRST).ifPresent(own -> outcome.figures()
                    .put(Measures.PEER_RATIO, micros / own));
            Map<String, Object> detail = new LinkedHashMap<>(first.detail(kamailio.cpu(), target.cpu()));
            detail.put("cpuMicrosPerRegisterWithoutLoad", first.cpuMicrosPerTransaction(kamailio.cpu()));
            outcome.chart().add(new RateChart.Series("Kamailio, first registration", report.tenths()));
            Waiting.pass(IDLE);
            usedByMany = kamailio.sharedMemoryUsed();
            detail.put("sharedMemoryUsed", usedByMany);
            outcome.detail("peer", detail);
        }
        try (Kamailio kamailio = start(setup, target, FEW)) {
            await(kamailio, target, FEW);
            Waiting.pass(IDLE);
            long usedByFew = kamailio.sharedMemoryUsed();
            outcome.detail("peerSharedMemoryUsedByFew", usedByFew);
            outcome.figures().put(Measures.PEER_BYTES, (usedByMany - usedByFew) / (double) (setup.lines() - FEW));
        }
    }

    private static Kamailio start(Setup setup, Target target, int lines) throws IOException, BenchFailure {
        KamailioSettings settings =
                KamailioSettings.write(setup.work().folder("kamailio-" + lines), setup.places(), lines);
        target.forget();
        target.grant(GRANT);
        return setup.stage().add(Kamailio.start(setup.stage(), settings));
    }

    private static void await(Kamailio kamailio, Target target, int lines)
            throws IOException, BenchFailure, InterruptedException {
        Waiting.until(
                Duration.ofSeconds(90 + lines / 500),
                "Kamailio has not registered all accounts",
                () -> {
                    kamailio.mustLive();
                    return target.linesRegistered();
                },
                registered -> registered >= lines);
    }
}
