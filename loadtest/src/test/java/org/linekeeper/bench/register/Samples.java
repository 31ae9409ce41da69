package org.linekeeper.bench.register;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Time and garbage of this thread between {@code begin} and {@code end}, by name; the median of the rounds counts. */
final class Samples {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Map<String, long[]> nanos = new LinkedHashMap<>();
    private final Map<String, long[]> bytes = new LinkedHashMap<>();
    private long beginNanos;
    private long beginBytes;

    void clear() {
        nanos.clear();
        bytes.clear();
    }

    void begin() {
        beginBytes = allocated();
        beginNanos = System.nanoTime();
    }

    void end(String name, int operations) {
        long took = System.nanoTime() - beginNanos;
        long garbage = allocated() - beginBytes;
        nanos.merge(name, new long[] {took / operations}, Samples::joined);
        bytes.merge(name, new long[] {garbage / operations}, Samples::joined);
    }

    void print(PrintStream out) {
        nanos.forEach((name, took) ->
                out.printf("%-42s %7d ns %7d B%n", name, median(took), median(bytes.getOrDefault(name, took))));
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static long[] joined(long[] one, long[] other) {
        long[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    private static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
