package org.linekeeper.bench.calls;

import java.io.IOException;
import java.time.Duration;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.report.Outcome;

/** More calls than the gateway bears, and calls in progress beside them. */
final class OverloadScenario {
    private static final int HELD = 200;
    private static final int HELD_RATE = 100;
    private static final double REFUSAL_LIMIT = 500;

    private OverloadScenario() {}

    /**
     * Offers twice the highest rate.
     *
     * @return calls that have a record: those that were not refused
     */
    static long run(CallSite site, int highest, int seconds, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        Sipp.Load held = new Sipp.Load(HELD_RATE, HELD, Duration.ofSeconds(seconds + 10));
        Sipp.Load load = new Sipp.Load(2 * highest, 2 * highest * seconds, RateScenario.TALK);
        CallRun run;
        SippCounts kept;
        try (Sipp holder = site.call(held, CallPlaces.HOLDER)) {
            Waiting.pass(Duration.ofSeconds(HELD / HELD_RATE + 2));
            CallRun.Begun begun = site.begin();
            try (Sipp caller = site.call(load)) {
                caller.await(load.limit().plusSeconds(30));
                run = site.finish(begun, caller, 0);
                outcome.detail("overloadErrors", run.failed() == 0 ? "" : caller.errors());
            }
            kept = holder.await(held.limit().plusSeconds(20));
        }
        outcome.detail("overload", run.told());
        // Those that were answered while it was offered: what was answered later was late.
        double offered = seconds * 1_000.0;
        long intime = run.times().answers().stream()
                .filter(answer -> answer.atMillis() <= offered)
                .count();
        long lasting = Math.min(intime, run.completed());
        outcome.detail("overloadAnsweredInTime", intime);
        outcome.figures().put(CallMeasures.GOODPUT, lasting / (double) ((long) highest * seconds));
        long rest = run.called().calls() - run.completed();
        long refusedInTime = run.times().refusals().stream()
                .filter(refusal -> refusal.tookMillis() <= REFUSAL_LIMIT)
                .count();
        outcome.figures().put(CallMeasures.REFUSED_IN_TIME, rest == 0 ? 1 : refusedInTime / (double) rest);
        outcome.figures().put(CallMeasures.FAILED_OVERLOADED, (double) run.failed());
        outcome.figures()
                .put(
                        CallMeasures.REFUSED_LATE,
                        run.times().refusals().stream()
                                .mapToDouble(SippTimes.Noted::tookMillis)
                                .max()
                                .orElse(0));
        outcome.figures().put(CallMeasures.DISTURBED, (double) (kept.failed() + kept.retransmissions()));
        return run.called().calls() - run.refused() + kept.calls();
    }
}
