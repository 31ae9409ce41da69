package org.linekeeper.bench.registration;

import org.linekeeper.bench.report.Bar;
import org.linekeeper.bench.report.Bar.AtLeast;
import org.linekeeper.bench.report.Bar.AtMost;
import org.linekeeper.bench.report.Figures.Figure;

/** What is measured and what it is held against. The bars are for 100,000 lines. */
final class Measures {
    static final Figure LINES = told("lines", "lines");
    static final Figure CPU_FIRST =
            figure("cpuMicrosPerRegisterFirst", "CPU per REGISTER, first registration, µs", new AtMost(10));
    static final Figure CPU_REFRESH =
            figure("cpuMicrosPerRegisterRefresh", "CPU per REGISTER, refresh, µs", new AtMost(8));
    static final Figure PEER_CPU =
            told("peerCpuMicrosPerRegister", "Kamailio: CPU per REGISTER, first registration, µs");
    static final Figure PEER_RATIO =
            figure("peerToGatewayCpu", "Kamailio's CPU by ours, first registration", new AtLeast(2.5));
    static final Figure TARGET_CPU = told("targetCpuMicrosPerRegister", "target: CPU per REGISTER, µs");
    static final Figure TARGET_RATIO = figure("gatewayToTargetCpu", "our CPU by the target's", new AtLeast(3));
    static final Figure REQUESTS = figure("requestsPerLine", "requests per line, first registration", new AtMost(2.02));
    static final Figure PEER_REQUESTS = told("peerRequestsPerLine", "Kamailio: requests per line, first registration");
    static final Figure REFRESH_REQUESTS = figure("requestsPerRefresh", "requests per line, refresh", new AtMost(1));
    static final Figure RETRANSMISSIONS =
            figure("retransmissions", "retransmissions, first registration", new AtMost(0));
    static final Figure PEER_RETRANSMISSIONS = told("peerRetransmissions", "Kamailio: retransmissions");
    static final Figure HEAP = figure("heapBytesPerLine", "live heap per line, bytes", new AtMost(1_000));
    static final Figure PEER_BYTES = told("peerBytesPerLine", "Kamailio: shared memory per account, bytes");
    static final Figure RSS = figure("rssMiB", "resident memory of the process, MiB", new AtMost(512));
    static final Figure SCHEDULED =
            figure("secondsToScheduled", "process start to all lines scheduled, s", new AtMost(5));
    static final Figure REGISTERED =
            figure("secondsToAllRegistered", "first REGISTER to all registered, s", new AtMost(6));
    static final Figure PEER_REGISTERED =
            told("peerSecondsToAllRegistered", "Kamailio: first REGISTER to all registered, s");
    static final Figure CONNECTIONS = told("connections", "connections that the lines registered over");
    static final Figure LINES_PER_CONNECTION = figure("linesPerConnection", "lines per connection", new AtLeast(500));
    static final Figure AFTER_RESTART = figure(
            "requestsInFirstMinuteAfterRestart",
            "REGISTERs in the first minute after kill -9 and restart",
            new AtMost(0));
    static final Figure GROWTH_TIME =
            figure("growthOfSecondsToScheduled", "time to scheduled per line, largest by smallest", new AtMost(1.15));
    static final Figure GROWTH_HEAP =
            figure("growthOfHeapPerLine", "live heap per line, largest by smallest", new AtMost(1.15));
    static final Figure GROWTH_CPU =
            figure("growthOfCpuPerRegister", "CPU per REGISTER, largest by smallest", new AtMost(1.15));
    static final Figure LAPSES = figure("refreshLapses", "bindings that lapsed", new AtMost(0));
    static final Figure BUSIEST =
            figure("refreshBusiestSecondByMean", "refreshes in the busiest second by the mean", new AtMost(3));
    static final Figure CPU_LOAD = told("cpuMicrosPerRefreshUnderLoad", "CPU per REGISTER, refreshes over minutes, µs");

    private Measures() {}

    private static Figure told(String name, String words) {
        return new Figure(name, words, new Bar.None());
    }

    private static Figure figure(String name, String words, Bar bar) {
        return new Figure(name, words, bar);
    }
}
