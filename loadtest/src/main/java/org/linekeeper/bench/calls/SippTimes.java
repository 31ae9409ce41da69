package org.linekeeper.bench.calls;

import java.util.ArrayList;
import java.util.List;

/**
 * Response times that SIPp noted: milliseconds since its start and how long it took, of each answered and each refused INVITE.
 */
record SippTimes(List<Noted> answers, List<Noted> refusals) {
    SippTimes {
        answers = List.copyOf(answers);
        refusals = List.copyOf(refusals);
    }

    /**
     * One of them.
     *
     * @param atMillis since SIPp's start
     * @param tookMillis from INVITE to the response
     */
    record Noted(double atMillis, double tookMillis) {}

    static SippTimes parse(List<String> lines) {
        List<Noted> answers = new ArrayList<>();
        List<Noted> refusals = new ArrayList<>();
        for (String line : lines) {
            String[] fields = line.split(";", -1);
            if (fields.length == 3 && !fields[2].equals("rtd_no")) {
                Noted noted = new Noted(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]));
                (fields[2].equals("refusal") ? refusals : answers).add(noted);
            }
        }
        return new SippTimes(answers, refusals);
    }
}
