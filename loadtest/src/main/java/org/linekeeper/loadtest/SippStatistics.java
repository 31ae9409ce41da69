package org.linekeeper.loadtest;

import java.util.Arrays;
import java.util.List;

/** The statistics file that SIPp writes: one header line, then one line a second, fields separated by semicolons. */
record SippStatistics(long calls, long successful, long failed, long retransmissions) {
    static SippStatistics parse(List<String> lines) {
        if (lines.size() < 2) {
            return new SippStatistics(0, 0, 0, 0);
        }
        List<String> names = Arrays.asList(lines.get(0).split(";", -1));
        List<String> values = Arrays.asList(lines.get(lines.size() - 1).split(";", -1));
        return new SippStatistics(
                cumulative(names, values, "TotalCallCreated"),
                cumulative(names, values, "SuccessfulCall(C)"),
                cumulative(names, values, "FailedCall(C)"),
                cumulative(names, values, "Retransmissions(C)"));
    }

    private static long cumulative(List<String> names, List<String> values, String name) {
        int column = names.indexOf(name);
        if (column < 0 || column >= values.size() || !values.get(column).matches("\\d{1,18}")) {
            return 0;
        }
        return Long.parseLong(values.get(column));
    }
}
