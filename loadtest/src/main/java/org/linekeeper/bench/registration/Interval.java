package org.linekeeper.bench.registration;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.linekeeper.bench.process.BenchFailure;
import org.linekeeper.bench.process.CpuRecord;
import org.linekeeper.bench.registrar.TargetReport;

/**
 * A stretch of one run, with the requests that fell into it.
 *
 * @param from just before its first request
 * @param to after its last
 */
record Interval(Instant from, Instant to, TargetReport report) {
    /** From the target's first request since its mark until now; what the target needs to report is not in it. */
    static Interval upToNow(Target target) throws IOException, BenchFailure {
        Instant to = Instant.now();
        TargetReport report = target.report();
        return new Interval(instant(report.firstRequestMicros()), to, report);
    }

    /** The same from another moment on: that of an order. */
    Interval from(Instant moment) {
        return new Interval(moment, to, report);
    }

    /** The same to the moment when the target accepted the last of the lines. */
    Interval toLastAnswer() {
        return new Interval(from, instant(report.lastRegisteredMicros()), report);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
    }

    double cpuMicrosPerTransaction(CpuRecord cpu) {
        return cpu.between(from, to) * 1e6 / Math.max(1, report.transactions());
    }

    Map<String, Object> detail(CpuRecord gateway, CpuRecord target) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("cpuSeconds", gateway.between(from, to));
        detail.put("cpuSecondsSinceStart", gateway.at(to));
        detail.put("targetCpuSeconds", target.between(from, to));
        detail.put("wallSeconds", java.time.Duration.between(from, to).toMillis() / 1e3);
        detail.put("busiestSecond", report.busiestSecond());
        detail.put("target", report);
        return detail;
    }
}
