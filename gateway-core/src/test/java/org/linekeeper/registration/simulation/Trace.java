package org.linekeeper.registration.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** What happened last, to be printed where a run fails, and a fingerprint of all of it. */
final class Trace {
    private static final int KEPT = 400;

    private final Deque<Entry> last = new ArrayDeque<>();
    private long fingerprint = 17;

    private record Entry(long nanos, String what) {
        @Override
        public String toString() {
            return Duration.ofNanos(nanos) + " " + what;
        }
    }

    void add(SimTime time, String what) {
        fingerprint = (fingerprint * 31 + what.hashCode()) * 31 + time.nanos();
        last.addLast(new Entry(time.nanos(), what));
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /** The same for runs in which the same happened. */
    long fingerprint() {
        return fingerprint;
    }

    String of(String needle) {
        return String.join(
                "\n",
                last.stream()
                        .map(Entry::toString)
                        .filter(line -> line.contains(needle))
                        .toList());
    }

    @Override
    public String toString() {
        return of("");
    }
}
