package org.linekeeper.telemetry;

import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Counts by a code. The first codes it meets get a counter each, all later ones share "other": every value of a tag is a time
 * series for ever, so not even a mistake may make their number grow without end.
 */
final class CodeCounter {
    static final String OTHER = "other";
    static final int MOST = 100;

    private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,40}");

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Function<String, Counter> maker;

    /**
     * Starts without counters.
     *
     * @param maker makes the counter of a code
     */
    CodeCounter(Function<String, Counter> maker) {
        this.maker = maker;
    }

    void increment(String code) {
        Counter counter = counters.get(code);
        if (counter == null) {
            boolean admitted = counters.size() < MOST && CODE.matcher(code).matches();
            counter = counters.computeIfAbsent(admitted ? code : OTHER, maker);
        }
        counter.increment();
    }
}
