package org.linekeeper.bench.generator;

import java.util.Map;
import java.util.TreeMap;

/** What became of the calls of one load. For one thread. */
final class Counts {
    private static final long REFUSAL_LIMIT = 500_000_000L;
    private static final int CODES = 700;

    /** From when a call is due to when it is placed. */
    final Times late = new Times(REFUSAL_LIMIT);

    /** From INVITE to 180 at the caller. */
    final Times ringing = new Times(REFUSAL_LIMIT);

    /** From INVITE to INVITE at the callee. */
    final Times arrival = new Times(REFUSAL_LIMIT);

    /** From INVITE to a 503 with Retry-After. */
    final Times refusal = new Times(REFUSAL_LIMIT);

    long completed;
    long completedInTime;
    long leftOut;
    long inviteTimeOuts;
    long byeTimeOuts;
    long withoutBye;
    long withoutAck;
    long endedByOther;
    long invitesAgain;
    long byesAgain;
    long oksAgain;
    long heardAgain;
    private final long[] codes = new long[CODES];

    /** A call failed with this code. */
    void failed(int code) {
        codes[Math.min(CODES - 1, code)]++;
    }

    LoadReport report(boolean over, int placed, int live) {
        Map<Integer, Long> byCode = new TreeMap<>();
        for (int code = 0; code < CODES; code++) {
            if (codes[code] > 0) {
                byCode.put(code, codes[code]);
            }
        }
        return new LoadReport(
                over,
                placed,
                live,
                completed,
                completedInTime,
                leftOut,
                byCode,
                inviteTimeOuts,
                byeTimeOuts,
                withoutBye,
                withoutAck,
                endedByOther,
                invitesAgain,
                byesAgain,
                oksAgain,
                heardAgain,
                refusal.report(),
                ringing.report(),
                arrival.report(),
                late.report());
    }
}
