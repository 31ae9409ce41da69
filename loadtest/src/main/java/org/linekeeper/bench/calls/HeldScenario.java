package org.linekeeper.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.JavaHeap;
import org.linekeeper.bench.process.Waiting;
import org.linekeeper.bench.report.Outcome;

/** What memory holds: of calls in progress, and under load for long. */
final class HeldScenario {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private HeldScenario() {}

    /**
     * Live heap with calls in progress less that without, when the transactions of their INVITEs are forgotten.
     *
     * @param calls in progress
     * @return calls placed
     */
    static long held(CallSite site, int calls, int rate, Duration settle, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        Waiting.pass(settle);
        JavaHeap.Live before = site.gateway().liveHeap();
        Duration talk = settle.plusSeconds(12 + calls / rate);
        Sipp.Load load = new Sipp.Load(rate, calls, talk);
        try (Sipp caller = site.call(load)) {
            Waiting.pass(settle.plusSeconds(2 + calls / rate));
            JavaHeap.Live during = site.gateway().liveHeap();
            outcome.figures().put(CallMeasures.HEAP, (during.bytes() - before.bytes()) / (double) calls);
            outcome.detail("heldCalls", calls);
            outcome.detail("largestWithHeldCalls", during.largest());
            SippCounts counts = caller.await(load.limit().plusSeconds(20));
            if (counts.failed() > 0) {
                throw new BenchFailure("held calls failed: " + counts + "\n" + caller.errors());
            }
            return counts.calls();
        }
    }

    /** Live heap each minute of a steady load. */
    static long flat(CallSite site, int rate, int minutes, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        List<Map<String, Object>> seen = new ArrayList<>();
        List<Long> heaps = new ArrayList<>();
        int seconds = (int) MINUTE.toSeconds() * minutes;
        CallRun.Begun begun = site.begin();
        Sipp.Load load = new Sipp.Load(rate, rate * seconds, RateScenario.TALK);
        try (Sipp caller = site.call(load)) {
            for (int minute = 1; minute < minutes; minute++) {
                Waiting.pass(MINUTE);
                long heap = site.gateway().liveHeap().bytes();
                heaps.add(heap);
                seen.add(Map.of(
                        "minute",
                        minute,
                        "liveHeapBytes",
                        heap,
                        "residentMiB",
                        site.gateway().residentMiB()));
            }
            caller.await(load.limit().plusSeconds(60));
            CallRun run = site.finish(begun, caller, 0);
            outcome.detail("flat", seen);
            outcome.detail("flatRun", run.told());
            outcome.figures().put(CallMeasures.GROWTH, growth(heaps));
            return run.called().calls();
        }
    }

    /** Of the later half against the earlier, without the first, when the table of transactions was not full yet. */
    static double growth(List<Long> heaps) {
        List<Long> steady = heaps.subList(Math.min(1, heaps.size()), heaps.size());
        int half = steady.size() / 2;
        if (half == 0) {
            return 0;
        }
        return mean(steady.subList(steady.size() - half, steady.size())) / mean(steady.subList(0, half)) - 1;
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
