package org.linekeeper.bench.calls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.report.Figures.Figure;
import org.linekeeper.bench.report.Outcome;

/**
 * What one run measures, in order.
 *
 * @param rate calls a second; 0 to look for the highest
 * @param seconds of each load
 * @param parts what to measure
 * @param tls whether the first gateway speaks TLS towards Teams
 * @param held calls in progress when memory is looked at
 * @param warmUp seconds
 * @param flat minutes at half the rate; 0 for none
 * @param settle until the gateway has forgotten its calls
 */
record CallPlan(
        int rate, int seconds, List<CallPart> parts, boolean tls, int held, int warmUp, int flat, Duration settle) {
    private static final int HELD_RATE = 250;

    CallPlan {
        parts = List.copyOf(parts);
    }

    void carryOut(CallBench bench, Outcome outcome) throws IOException, BenchFailure, InterruptedException {
        int half;
        try (CallSite site = tls ? bench.tls("first") : bench.udp("first")) {
            outcome.detail("gatewayCommand", site.gateway().process().command());
            CallGenerator first = bench.generator() == CallGenerator.own ? CallGenerator.own : CallGenerator.sipp;
            long calls = RateScenario.warmUp(site, first, Duration.ofSeconds(warmUp));
            int highest = rate;
            if (rate == 0) {
                RateScenario.Found found = RateScenario.run(site, bench.generator(), calls, seconds, outcome);
                highest = found.rate();
                calls = found.calls();
            }
            half = Math.max(1, highest / 2);
            outcome.detail("halfRate", half);
            calls += underLoad(new LoadScenario(bench, site, outcome), half);
            if (wants(CallPart.held)) {
                calls += HeldScenario.held(site, held, Math.min(half, HELD_RATE), settle, outcome);
            }
            if (flat > 0) {
                calls += HeldScenario.flat(site, half, flat, outcome);
            }
            records(site, calls, outcome);
            if (wants(CallPart.overload)) {
                overload(bench, site, highest, calls, outcome);
            }
            outcome.detail("highestResidentMiB", site.gateway().highestResidentMiB());
        }
        if (wants(CallPart.cold)) {
            ColdScenario.run(bench, seconds, outcome);
        }
        if (wants(CallPart.tls) && !tls) {
            try (CallSite site = bench.tls("tls")) {
                long calls = RateScenario.warmUp(site, CallGenerator.sipp, Duration.ofSeconds(warmUp));
                calls += new LoadScenario(bench, site, outcome).cpu(CallMeasures.CPU_TLS, half, seconds, settle);
                records(site, calls, outcome);
            }
        }
    }

    /** A generator may not be able to place twice as many calls as the gateway takes; the other figures stand all the same. */
    private void overload(CallBench bench, CallSite site, int highest, long callsBefore, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        long calls;
        try {
            calls = callsBefore
                    + (bench.generator() == CallGenerator.sipp
                            ? OverloadScenario.run(site, highest, seconds, outcome)
                            : OwnOverload.run(site, highest, seconds, outcome));
        } catch (BenchFailure e) {
            outcome.detail("overloadNotMeasured", String.valueOf(e.getMessage()));
            System.err.println("bench: overload was not measured: " + e.getMessage());
            return;
        }
        records(site, calls, outcome);
    }

    private long underLoad(LoadScenario load, int half) throws IOException, BenchFailure, InterruptedException {
        long calls = 0;
        // There is no way past the gateway to compare with when the other side speaks TLS only.
        if (wants(CallPart.delay) && !tls) {
            calls += load.delay(half, seconds);
        }
        if (wants(CallPart.cpu)) {
            Figure figure = tls ? CallMeasures.CPU_TLS : CallMeasures.CPU;
            calls += load.cpu(figure, half, seconds, settle);
        }
        return calls;
    }

    private boolean wants(CallPart part) {
        return parts.contains(part);
    }

    /** One record for each call, of this gateway and all before it. */
    private static void records(CallSite site, long calls, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        CallRecords records = site.records(calls);
        double before = outcome.figures().get(CallMeasures.RECORDS).orElse(0);
        double wrong = Math.abs(calls - records.calls()) + (double) records.surplus();
        outcome.figures().put(CallMeasures.RECORDS, before + wrong);
        outcome.detail(
                "records" + (site.teams().tls().isPresent() ? "Tls" : ""),
                List.of(calls, records.all(), records.calls(), records.completed()));
    }
}
