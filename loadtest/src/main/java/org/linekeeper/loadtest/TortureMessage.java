package org.linekeeper.loadtest;

import java.util.List;
import java.util.Locale;

/**
 * One message of a torture folder, as its {@code manifest.json} describes it.
 *
 * @param file below the folder
 * @param method of a request; empty for a response
 * @param allowed status codes ({@code 400}), classes ({@code 2xx}), {@code none} for silence, {@code close} for a closed stream
 * @param forbidden the same, and {@code any} for every reply; stronger than {@code allowed}
 */
record TortureMessage(String name, String file, String method, List<String> allowed, List<String> forbidden) {
    TortureMessage {
        allowed = List.copyOf(allowed);
        forbidden = List.copyOf(forbidden);
    }

    /** What came of sending it: final status codes, in order, and whether the peer closed the stream. */
    record Outcome(List<Integer> statuses, boolean closed) {
        Outcome {
            statuses = List.copyOf(statuses);
        }

        @Override
        public String toString() {
            String replies = statuses.isEmpty() ? "none" : statuses.toString().replaceAll("[\\[\\] ]", "");
            return closed ? replies + " close" : replies;
        }
    }

    /** Why the outcome is wrong; empty when it is right. */
    String fault(Outcome outcome, boolean stream) {
        if (outcome.statuses().isEmpty()) {
            return silence(outcome, stream);
        }
        for (int status : outcome.statuses()) {
            if (forbidden.stream().anyMatch(rule -> matches(rule, status))) {
                return status + " is forbidden";
            }
        }
        // A provisional response says nothing yet; the last reply is the verdict.
        int verdict = outcome.statuses().get(outcome.statuses().size() - 1);
        return allowed.stream().anyMatch(rule -> matches(rule, verdict)) ? "" : verdict + " is not allowed";
    }

    private String silence(Outcome outcome, boolean stream) {
        // RFC 3261 section 18.3: a stream that cannot be cut into messages any more can only be closed.
        boolean closed = stream && outcome.closed();
        boolean allowedSilence = allowed.contains("none") || forbidden.contains("any");
        return allowedSilence || (closed && allowed.contains("close")) ? "" : "silence is not allowed";
    }

    private static boolean matches(String rule, int status) {
        String lower = rule.toLowerCase(Locale.ROOT);
        return lower.equals("any")
                || lower.equals(Integer.toString(status))
                || (lower.endsWith("xx") && lower.startsWith(Integer.toString(status / 100)));
    }
}
