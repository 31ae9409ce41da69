package org.linekeeper.bench.calls;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What SIPp has counted since its start.
 *
 * @param calls begun
 * @param successful ended as the scenario says
 * @param retransmissions of its own requests and answers
 */
record SippCounts(long calls, long successful, long retransmissions) {
    /** Of its statistics file: one header line, then a line a second, of which the last may be half written. */
    static Optional<SippCounts> parse(List<String> lines) {
        if (lines.size() < 2) {
            return Optional.empty();
        }
        List<String> names = Arrays.asList(lines.get(0).split(";", -1));
        for (int i = lines.size() - 1; i > 0; i--) {
            List<String> values = Arrays.asList(lines.get(i).split(";", -1));
            if (values.size() == names.size()) {
                return Optional.of(new SippCounts(
                        value(names, values, "TotalCallCreated"),
                        value(names, values, "SuccessfulCall(C)"),
                        value(names, values, "Retransmissions(C)")));
            }
        }
        return Optional.empty();
    }

    private static long value(List<String> names, List<String> values, String name) {
        return Long.parseLong(values.get(names.indexOf(name)));
    }

    SippCounts since(SippCounts before) {
        return new SippCounts(
                calls - before.calls, successful - before.successful, retransmissions - before.retransmissions);
    }

    long failed() {
        return calls - successful;
    }
}
