package org.linekeeper.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.report.Outcome;

/** Finds the highest rate at which no call fails and less than a thousandth is sent again. */
final class RateScenario {
    static final Duration TALK = Duration.ofMillis(100);

    private static final int FIRST = 400;
    private static final double MICROS = 1_000_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private RateScenario() {}

    /** Calls until the code is compiled: first a few, then as many as a start of the search has. */
    static long warmUp(CallSite site, Duration time) throws IOException, BenchFailure, InterruptedException {
        int seconds = (int) time.toSeconds();
        long calls = 0;
        for (Sipp.Load load : List.of(
                new Sipp.Load(FIRST / 4, Math.max(1, FIRST / 4 * seconds / 4), TALK),
                new Sipp.Load(FIRST, Math.max(1, FIRST * seconds * 3 / 4), TALK))) {
            calls += site.play(load).called().calls();
        }
        return calls;
    }

    /** The rate, and how many calls it took to find it. */
    record Found(int rate, long calls) {}

    static Found run(CallSite site, int seconds, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        List<Map<String, Object>> tries = new ArrayList<>();
        RateSearch search = RateSearch.from(FIRST);
        long calls = 0;
        for (OptionalInt next = search.toTry(); next.isPresent(); next = search.toTry()) {
            int rate = next.getAsInt();
            boolean good = false;
            // Once more when it fails: code that a higher rate makes worth compiling stalls the first calls at that
            // rate.
            for (int attempt = 0; attempt < 2 && !good; attempt++) {
                CallRun run;
                try {
                    run = site.play(new Sipp.Load(rate, rate * seconds, TALK));
                } catch (BenchFailure e) {
                    // It has the other core to itself for both ends of the call, and that is not enough for any rate.
                    outcome.detail("rateEndedBy", "SIPp, at " + rate + " calls a second: " + e.getMessage());
                    return found(search, tries, calls, outcome);
                }
                calls += run.called().calls();
                good = run.isGood();
                Map<String, Object> told = new LinkedHashMap<>(run.told());
                double cpu = site.gateway().cpu().between(run.from(), run.to());
                told.put("rate", rate);
                told.put("cpuMicrosPerCall", cpu * MICROS / run.called().calls());
                tries.add(told);
                System.err.println("bench: " + told);
            }
            search = search.tried(good);
            Waiting.pass(PAUSE);
        }
        return found(search, tries, calls, outcome);
    }

    private static Found found(RateSearch search, List<Map<String, Object>> tries, long calls, Outcome outcome) {
        outcome.detail("tries", tries);
        outcome.figures().put(CallMeasures.RATE, search.good());
        return new Found(search.good(), calls);
    }
}
