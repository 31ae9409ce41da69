package org.linekeeper.bench.generator;

import java.util.Map;
import java.util.TreeMap;

/** Messages that belong to no call in progress and were not expected, by what they are. For one thread. */
final class Strays {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    Map<String, Long> seen() {
        return Map.copyOf(counts);
    }
}
