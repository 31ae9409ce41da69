package org.linekeeper.bench.registration;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.linekeeper.bench.gateway.AdminApi;
import org.linekeeper.bench.gateway.Gateway;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.report.Outcome;
import org.linekeeper.bench.report.RateChart;

/** All lines refresh with the nonces that they have. */
final class Refreshes {
    /** What every line is granted at first when refreshes are to come by themselves. */
    static final Duration SHORT_GRANT = Duration.ofSeconds(60);

    static final Duration LONG_GRANT = Duration.ofHours(1);

    private static final Duration STEP = Duration.ofSeconds(100);

    private final GatewaySite site;
    private final Target target;
    private final Outcome outcome;

    Refreshes(GatewaySite site, Target target, Outcome outcome) {
        this.site = site;
        this.target = target;
        this.outcome = outcome;
    }

    /**
     * Three times, by order: the gateway has been refreshing for a while when the last wave comes, as a daemon has. In the second one
     * the compiler still takes a twentieth.
     *
     * @param gateway with all lines registered for {@link #LONG_GRANT}
     */
    void ordered(Gateway gateway) throws IOException, BenchFailure, InterruptedException {
        wave(gateway, "refreshFirst");
        wave(gateway, "refreshSecond");
        Interval last = wave(gateway, "refresh");
        outcome.chart()
                .add(new RateChart.Series(
                        "Linekeeper, ordered refresh", last.report().tenths()));
    }

    private Interval wave(Gateway gateway, String name) throws IOException, BenchFailure, InterruptedException {
        AdminApi.NewExpires change = gateway.api().newExpires(StoreFill.PBX, STEP);
        target.mark();
        Instant ordered = Instant.now();
        change.order();
        site.awaitAll(gateway, target);
        Waiting.pass(GatewayScenario.SETTLE);
        Interval settled = Interval.upToNow(target);
        Interval wave = settled.from(ordered).toLastAnswer();
        put(gateway, name, wave);
        outcome.detail(
                name + "CpuMicrosPerRegisterSettled", settled.from(ordered).cpuMicrosPerTransaction(gateway.cpu()));
        return wave;
    }

    /**
     * With a short grant the refreshes come by themselves, within seconds of each other; they are granted a long time.
     *
     * @param gateway with all lines registered for {@link #SHORT_GRANT}
     */
    void spread(Gateway gateway) throws IOException, BenchFailure, InterruptedException {
        target.mark();
        target.grant(LONG_GRANT);
        site.awaitAll(gateway, target);
        Waiting.pass(GatewayScenario.SETTLE);
        Interval refresh = Interval.upToNow(target);
        put(gateway, "refresh", refresh);
        outcome.chart()
                .add(new RateChart.Series(
                        "Linekeeper, refresh at expires 60", refresh.report().tenths()));
    }

    private void put(Gateway gateway, String name, Interval refresh) {
        outcome.figures().put(Measures.CPU_REFRESH, refresh.cpuMicrosPerTransaction(gateway.cpu()));
        outcome.figures().put(Measures.REFRESH_REQUESTS, refresh.report().requests() / (double) site.lines());
        outcome.detail(name, refresh.detail(gateway.cpu(), target.cpu()));
    }
}
