package org.linekeeper.bench.calls;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls that were played and counted.
 *
 * @param from before the first
 * @param to after the last
 * @param called what the calling SIPp counted
 * @param answered what the answering SIPp counted meanwhile
 * @param times response times
 * @param sent messages that the gateway sent meanwhile
 * @param others calls that were placed beside, all well
 */
record CallRun(Instant from, Instant to, SippCounts called, SippCounts answered, SippTimes times, long sent, int others)
        implements Played {
    /** The gateway sends of each call: 100, 180, 200, INVITE, ACK, BYE, and 200 to BYE. */
    private static final int MESSAGES = 7;

    private static final double MOST_REPEATED = 0.001;

    /** How things stood before. */
    record Begun(Instant at, SippCounts answered, long sent) {}

    @Override
    public long calls() {
        return called.calls() + others;
    }

    /** Calls that did not come about or did not end as they should; a refusal is none, it is told apart. */
    long failed() {
        return called.failed();
    }

    @Override
    public long refused() {
        return times.refusals().size();
    }

    long completed() {
        return called.successful() - refused() + others;
    }

    /** Messages sent again by anybody, by calls: a stricter measure than by messages. */
    double repeatedShare() {
        long byGateway = refused() == 0 ? Math.max(0, sent - MESSAGES * (called.calls() + others)) : 0;
        return (called.retransmissions() + answered.retransmissions() + byGateway)
                / (double) Math.max(1, called.calls() + others);
    }

    @Override
    public boolean isGood() {
        return failed() == 0 && refused() == 0 && repeatedShare() < MOST_REPEATED;
    }

    @Override
    public Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("calls", called.calls());
        told.put("failed", failed());
        told.put("refused", refused());
        told.put("callerRetransmissions", called.retransmissions());
        told.put("answererRetransmissions", answered.retransmissions());
        told.put("gatewayMessages", sent);
        told.put("repeatedShare", repeatedShare());
        return told;
    }
}
