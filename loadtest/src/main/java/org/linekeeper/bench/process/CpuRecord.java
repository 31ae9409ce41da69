package org.linekeeper.bench.process;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** The CPU seconds that a process had used at each moment, noted down by a thread of its own. */
public final class CpuRecord implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofMillis(10);

    /** To look for child processes means to look at every process of the machine. */
    private static final int ROUNDS_PER_LOOK = 50;

    private final TreeMap<Instant, Double> seconds = new TreeMap<>();
    private final Child child;
    private final Thread thread;
    private volatile boolean over;

    private CpuRecord(Child child) {
        this.child = child;
        seconds.put(child.startedAt(), 0.0);
        thread = new Thread(this::run, "cpu-record");
        thread.setDaemon(true);
    }

    /** Begins to note. */
    public static CpuRecord of(Child child) {
        CpuRecord cpu = new CpuRecord(child);
        cpu.thread.start();
        return cpu;
    }

    /** CPU seconds from the process's start to this moment, as last noted before it. */
    public synchronized double at(Instant moment) {
        Map.Entry<Instant, Double> entry = seconds.floorEntry(moment);
        return entry == null ? 0 : entry.getValue();
    }

    /** CPU seconds between two moments. */
    public double between(Instant from, Instant to) {
        return at(to) - at(from);
    }

    private void run() {
        List<Long> pids = child.pids();
        for (int round = 1; !over; round++) {
            if (round % ROUNDS_PER_LOOK == 0) {
                pids = child.pids();
            }
            note(pids);
            LockSupport.parkNanos(PERIOD.toNanos());
        }
    }

    private void note(List<Long> pids) {
        double used = ProcFiles.cpuSeconds(pids);
        synchronized (this) {
            // A process that has ended has no figures any more.
            if (used >= seconds.lastEntry().getValue()) {
                seconds.put(Instant.now(), used);
            }
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
