package org.linekeeper.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.linekeeper.bench.generator.LoadReport;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.report.Outcome;

/** Twice as many calls as the gateway bears, by the own generator, and calls in progress beside them. */
final class OwnOverload {
    private static final int RATE = 100;

    /** Calls that go on all the while and hang up when it is over. */
    private static final int STAYING = 200;

    /** Calls that hang up in the middle of it. */
    private static final int LEAVING = 100;

    private static final Duration BEFORE = Duration.ofSeconds(1);
    private static final double MILLIS = 1_000;

    private OwnOverload() {}

    /**
     * Offers twice the highest rate.
     *
     * @return calls that have a record: those that were not refused
     */
    static long run(CallSite site, int highest, int seconds, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        OwnGenerator own = site.own();
        Duration placing = Duration.ofSeconds((STAYING + LEAVING) / RATE).plus(BEFORE);
        Sipp.Load staying = new Sipp.Load(RATE, STAYING, placing.plusSeconds(seconds + 5L));
        Sipp.Load leaving = new Sipp.Load(RATE, LEAVING, BEFORE.plusMillis((long) (seconds * MILLIS / 2 - MILLIS / 2)));
        own.play("staying", staying, site.gatewayAt());
        Waiting.pass(Duration.ofSeconds(STAYING / RATE));
        own.play("leaving", leaving, site.gatewayAt());
        Waiting.pass(Duration.ofSeconds(LEAVING / RATE).plus(BEFORE));
        LoadReport before = own.report("staying");
        Sipp.Load load = new Sipp.Load(2 * highest, 2 * highest * seconds, RateScenario.TALK);
        Instant from = Instant.now();
        OwnRun run = site.playOwn("overload", load, site.gatewayAt());
        double used = site.gateway().cpu().between(from, from.plusSeconds(seconds));
        LoadReport stayed = own.await("staying", staying);
        LoadReport left = own.await("leaving", leaving);

        LoadReport report = run.report();
        outcome.detail("overload", run.told());
        outcome.detail("overloadGatewayCore", used / seconds);
        outcome.detail("overloadHeld", Map.of("stayed", stayed, "left", left, "strays", own.strays()));
        outcome.figures().put(CallMeasures.GOODPUT, report.completedInTime() / (double) ((long) highest * seconds));
        long rest = report.placed() - report.completed();
        outcome.figures()
                .put(
                        CallMeasures.REFUSED_IN_TIME,
                        rest == 0 ? 1 : report.refusal().within() / (double) rest);
        outcome.figures().put(CallMeasures.REFUSED_LATE, report.refusal().most());
        outcome.figures().put(CallMeasures.FAILED_OVERLOADED, (double) report.failed());
        // Who stays neither says nor hears anything while it lasts; a BYE in the middle of it may have to wait.
        long repeats = stayed.repeats() - before.repeats();
        outcome.figures().put(CallMeasures.DISTURBED, (double) (stayed.failed() + left.failed() + repeats));
        return report.placed() - report.refused() + STAYING + LEAVING;
    }
}
