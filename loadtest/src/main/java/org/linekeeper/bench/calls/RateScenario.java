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
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private RateScenario() {}

    /** Calls until the code is compiled: first a few, then as many as a start of the search has. */
    static long warmUp(CallSite site, Duration time) throws IOException, BenchFailure, InterruptedException {
        int seconds = (int) time.toSeconds();
        long calls = 0;
        for (int rate : new int[] {FIRST / 4, FIRST}) {
            CallRun run = site.play(new Sipp.Load(rate, Math.max(1, rate * seconds / 2), TALK));
            calls += run.called().calls();
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
            CallRun run = site.play(new Sipp.Load(rate, rate * seconds, TALK));
            calls += run.called().calls();
            Map<String, Object> told = new LinkedHashMap<>(run.told());
            told.put("rate", rate);
            told.put("gatewayCpu", site.gateway().cpu().between(run.from(), run.to()));
            tries.add(told);
            System.err.println("bench: " + told);
            search = search.tried(run.isGood());
            Waiting.pass(PAUSE);
        }
        outcome.detail("tries", tries);
        outcome.figures().put(CallMeasures.RATE, search.good());
        return new Found(search.good(), calls);
    }
}
