package org.linekeeper.bench.calls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Child;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.report.Figures.Figure;
import org.linekeeper.bench.report.Outcome;

/** A steady load: CPU per call, and the post-dial delay; that of SIPp's calls by a {@link ProbeProgram} beside them. */
final class LoadScenario {
    private static final int PROBES_PER_SECOND = 50;

    /** RFC 3261 timers B, F, H and J: after so long the gateway has forgotten the calls. */
    static final Duration FORGOTTEN = Duration.ofSeconds(34);

    private static final double MICROS = 1_000_000;

    private final CallBench bench;
    private final CallSite site;
    private final Outcome outcome;

    LoadScenario(CallBench bench, CallSite site, Outcome outcome) {
        this.bench = bench;
        this.site = site;
        this.outcome = outcome;
    }

    /**
     * CPU of calls from before the first until the last is forgotten: what a transaction costs long after its call is in it. They come
     * for as long as that takes at least, for in a silence the process costs something too, and few calls would have to bear it.
     *
     * @return calls placed
     */
    long cpu(Figure figure, int rate, int seconds, Duration settle)
            throws IOException, BenchFailure, InterruptedException {
        CallGenerator generator = bench.generator() == CallGenerator.own ? CallGenerator.own : CallGenerator.sipp;
        int lasts = Math.max(seconds, (int) settle.toSeconds());
        Played run = site.play(generator, new Sipp.Load(rate, rate * lasts, RateScenario.TALK));
        Waiting.pass(settle);
        double used = site.gateway().cpu().between(run.from(), Instant.now());
        double before = site.gateway().cpu().between(run.from(), run.to());
        outcome.figures().put(figure, used * MICROS / run.calls());
        outcome.detail(figure.name() + "Run", run.told());
        outcome.detail(figure.name() + "WithoutWhatFollows", before * MICROS / run.calls());
        outcome.detail(figure.name() + "ResidentMiB", site.gateway().residentMiB());
        return run.calls() - run.refused();
    }

    /** Post-dial delay through the gateway and past it, each under the same load. */
    long delay(int rate, int seconds) throws IOException, BenchFailure, InterruptedException {
        return bench.generator() == CallGenerator.sipp
                ? probed(rate, seconds)
                : OwnDelay.run(site, rate, seconds, outcome);
    }

    private long probed(int rate, int seconds) throws IOException, BenchFailure, InterruptedException {
        int probes = PROBES_PER_SECOND * seconds;
        CallPlaces places = bench.places();
        Sipp.Load load = new Sipp.Load(rate, rate * (seconds + 4), RateScenario.TALK);
        Delays direct;
        try (Sipp caller = site.callDirectly(load)) {
            direct = probe(places.sbcAt(CallPlaces.SIP), "direct", probes);
            caller.await(load.limit().plusSeconds(20));
        }
        CallRun.Begun begun = site.begin();
        Delays through;
        CallRun run;
        try (Sipp caller = site.call(load)) {
            through = probe(places.gatewayAt(CallPlaces.SIP), "through", probes);
            caller.await(load.limit().plusSeconds(20));
            run = site.finish(begun, caller, ProbeProgram.placed(probes));
            outcome.detail("halfLoadErrors", run.failed() == 0 ? "" : caller.errors());
        }
        outcome.detail("halfLoad", run.told());
        outcome.detail("postDialDelayMillis", List.of(told("direct", direct), told("through", through)));
        outcome.figures().put(CallMeasures.DELAY_P50, through.quantile(0.5) - direct.quantile(0.5));
        outcome.figures().put(CallMeasures.DELAY_P99, through.quantile(0.99) - direct.quantile(0.99));
        outcome.figures().put(CallMeasures.FAILED, (double) (run.failed() + run.refused()));
        outcome.figures().put(CallMeasures.RETRANSMISSIONS, run.repeatedShare());
        return run.called().calls() + run.others();
    }

    private static String told(String name, Delays delays) {
        return "%s: %d calls, p50 %.3f, p90 %.3f, p99 %.3f, most %.3f"
                .formatted(
                        name,
                        delays.count(),
                        delays.quantile(0.5),
                        delays.quantile(0.9),
                        delays.quantile(0.99),
                        delays.quantile(1));
    }

    private Delays probe(InetSocketAddress to, String name, int probes) throws IOException, BenchFailure {
        Path folder = bench.folder("probe-" + name + "-" + Instant.now().toEpochMilli());
        List<String> program = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                ProbeProgram.class.getName(),
                bench.places().pbx(),
                Integer.toString(CallPlaces.PROBE),
                to.getAddress().getHostAddress(),
                Integer.toString(to.getPort()),
                CallStore.users().get(0),
                Integer.toString(probes),
                Integer.toString(PROBES_PER_SECOND));
        List<Double> millis = new ArrayList<>();
        try (Child child =
                bench.stage().add(Child.start(Sipp.CORE, program, folder, folder.resolve("probe.log"), true))) {
            for (String line = child.out().readLine();
                    line != null;
                    line = child.out().readLine()) {
                millis.add(Integer.parseInt(line.strip()) / 1_000.0);
            }
            if (millis.size() < probes) {
                throw new BenchFailure("the probe has ended early:\n" + child.logTail());
            }
        }
        return new Delays(millis.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
