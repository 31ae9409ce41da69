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

    /** More SIPp cannot place with certainty when both its ends share a core. */
    private static final int SIPP_MOST = 2_500;

    private static final double MICROS = 1_000_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private RateScenario() {}

    /** Calls until the code is compiled: first a few, then as many as a start of the search has. */
    static long warmUp(CallSite site, CallGenerator generator, Duration time)
            throws IOException, BenchFailure, InterruptedException {
        int seconds = (int) time.toSeconds();
        long calls = 0;
        for (Sipp.Load load : List.of(
                new Sipp.Load(FIRST / 4, Math.max(1, FIRST / 4 * seconds / 4), TALK),
                new Sipp.Load(FIRST, Math.max(1, FIRST * seconds * 3 / 4), TALK))) {
            Played run = site.play(generator, load);
            calls += run.calls() - run.refused();
        }
        return calls;
    }

    /** The rate, and how many calls it took to find it. */
    record Found(int rate, long calls) {}

    static Found run(CallSite site, CallGenerator asked, long callsBefore, int seconds, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        List<Map<String, Object>> tries = new ArrayList<>();
        RateSearch search = RateSearch.from(FIRST);
        CallGenerator generator = asked;
        long calls = callsBefore;
        for (OptionalInt next = search.toTry(); next.isPresent(); next = search.toTry()) {
            int rate = next.getAsInt();
            if (generator == CallGenerator.auto && rate > SIPP_MOST) {
                generator = CallGenerator.own;
                outcome.detail("sippEndedAt", "own generator from " + rate + " calls a second on");
            }
            boolean good = false;
            // Once more when it fails: code that a higher rate makes worth compiling stalls the first calls at that
            // rate.
            for (int attempt = 0; attempt < 2 && !good; attempt++) {
                Played run;
                try {
                    run = site.play(generator, new Sipp.Load(rate, rate * seconds, TALK));
                } catch (BenchFailure e) {
                    outcome.detail("rateEndedBy", generator + ", at " + rate + " calls a second: " + e.getMessage());
                    if (generator == CallGenerator.own || asked == CallGenerator.sipp) {
                        return found(search, tries, calls, outcome);
                    }
                    // It has the other core to itself for both ends of the call, and that is not enough for any rate.
                    generator = CallGenerator.own;
                    Waiting.pass(LoadScenario.FORGOTTEN);
                    calls = site.records(0).calls();
                    continue;
                }
                calls += run.calls() - run.refused();
                good = run.isGood();
                if (good && run instanceof OwnRun own) {
                    own.tellCost(outcome);
                }
                tries.add(told(run, rate, site));
            }
            search = search.tried(good);
            Waiting.pass(PAUSE);
        }
        return found(search, tries, calls, outcome);
    }

    private static Map<String, Object> told(Played run, int rate, CallSite site) {
        Map<String, Object> told = new LinkedHashMap<>(run.told());
        double cpu = site.gateway().cpu().between(run.from(), run.to());
        told.put("rate", rate);
        told.put("cpuMicrosPerCall", cpu * MICROS / run.calls());
        System.err.println("bench: " + told);
        return told;
    }

    private static Found found(RateSearch search, List<Map<String, Object>> tries, long calls, Outcome outcome) {
        outcome.detail("tries", tries);
        outcome.figures().put(CallMeasures.RATE, search.good());
        return new Found(search.good(), calls);
    }
}
