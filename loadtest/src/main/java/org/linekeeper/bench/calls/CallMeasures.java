package org.linekeeper.bench.calls;

import org.linekeeper.bench.report.Bar;
import org.linekeeper.bench.report.Bar.AtLeast;
import org.linekeeper.bench.report.Bar.AtMost;
import org.linekeeper.bench.report.Figures.Figure;

/** What is measured and what it is held against. */
final class CallMeasures {
    static final Figure RATE =
            new Figure("maxCallsPerSecond", "calls a second, none failed, on one core", new Bar.None());
    static final Figure CPU = new Figure("cpuMicrosPerCall", "CPU per call, µs", new AtMost(250));
    static final Figure CPU_TLS =
            new Figure("cpuMicrosPerCallTls", "CPU per call, TLS towards Teams, µs", new Bar.None());
    static final Figure HEAP = new Figure("heapBytesPerHeldCall", "live heap per held call, bytes", new AtMost(10_240));
    static final Figure DELAY_P50 =
            new Figure("addedPostDialDelayP50Millis", "added post-dial delay at half load, p50, ms", new AtMost(1));
    static final Figure DELAY_P99 =
            new Figure("addedPostDialDelayP99Millis", "added post-dial delay at half load, p99, ms", new AtMost(10));
    static final Figure FAILED = new Figure("failedCalls", "failed calls at half load", new AtMost(0));
    static final Figure RETRANSMISSIONS =
            new Figure("retransmissionShare", "retransmissions at half load, by calls", new AtMost(0.001));
    static final Figure COLD_LOST =
            new Figure("coldStartLostCalls", "calls lost at 100 a second from a cold start", new AtMost(0));
    static final Figure GOODPUT = new Figure(
            "goodputShareAtDoubleLoad", "calls completed when twice as many are offered, share", new AtLeast(0.9));
    static final Figure REFUSED_LATE =
            new Figure("slowest503Millis", "slowest 503 when twice as many are offered, ms", new AtMost(500));
    static final Figure REFUSED_IN_TIME = new Figure(
            "refusedWithin500MillisShare",
            "of the calls not completed then, those refused by 503 within 500 ms, share",
            new AtLeast(1));
    static final Figure FAILED_OVERLOADED =
            new Figure("failedCallsAtDoubleLoad", "calls neither completed nor refused then", new AtMost(0));
    static final Figure DISTURBED =
            new Figure("disturbedCallsAtDoubleLoad", "calls in progress that were disturbed then", new AtMost(0));
    static final Figure RECORDS =
            new Figure("callsWithoutExactlyOneRecord", "calls with no call record or more than one", new AtMost(0));
    static final Figure GROWTH =
            new Figure("heapGrowthShare", "growth of the live heap under load, last half by first", new AtMost(0.05));

    static final Figure GENERATOR_CPU =
            new Figure("generatorCpuMicrosPerCall", "the own generator's CPU per call, both ends, µs", new Bar.None());
    static final Figure GENERATOR_RATIO =
            new Figure("gatewayToGeneratorCpu", "the gateway's CPU by the own generator's", new AtLeast(3));

    private CallMeasures() {}
}
