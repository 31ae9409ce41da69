package org.linekeeper.bench.calls;

import java.io.IOException;
import org.linekeeper.bench.generator.TimesReport;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.report.Outcome;

/** The post-dial delay of every call of a steady load, through the gateway and past it, and what the generator costs beside it. */
final class OwnDelay {
    private OwnDelay() {}

    /**
     * Plays the load past the gateway and through it.
     *
     * @return calls placed through the gateway
     */
    static long run(CallSite site, int rate, int seconds, Outcome outcome)
            throws IOException, BenchFailure, InterruptedException {
        Sipp.Load load = new Sipp.Load(rate, rate * seconds, RateScenario.TALK);
        OwnRun direct = site.playOwn("direct", load, site.calleeAt());
        // What was compiled for SIPp's messages and rate is compiled again for these: a traffic that goes on is
        // measured.
        OwnRun before = site.playOwn("before", load, site.gatewayAt());
        OwnRun through = site.playOwn("through", load, site.gatewayAt());
        TimesReport without = direct.report().ringing();
        TimesReport with = through.report().ringing();
        outcome.detail("halfLoadDirect", direct.told());
        outcome.detail("halfLoad", through.told());
        outcome.figures().put(CallMeasures.DELAY_P50, with.p50() - without.p50());
        outcome.figures().put(CallMeasures.DELAY_P99, with.p99() - without.p99());
        outcome.figures().put(CallMeasures.FAILED, (double) (through.report().failed() + through.refused()));
        outcome.figures().put(CallMeasures.RETRANSMISSIONS, through.repeatedShare());
        if (outcome.figures().get(CallMeasures.GENERATOR_RATIO).isEmpty()) {
            through.tellCost(outcome);
        }
        return before.calls() - before.refused() + through.calls() - through.refused();
    }
}
