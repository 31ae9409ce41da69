package org.linekeeper.sip.transport;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which INVITEs were let in or refused lately, so that a retransmission meets what the first one met: a call that is in must not be
 * refused because its INVITE came twice. Places are shared by hash and taken over by later ones; no memory grows. Any thread.
 */
final class Verdicts {
    /** At some thousand calls a second, the last ten seconds. */
    private static final int PLACES = 1 << 16;

    private static final long VERDICT = 1;

    private final AtomicLongArray places = new AtomicLongArray(PLACES);

    /** What an INVITE met. */
    enum Verdict {
        UNKNOWN,
        LET_IN,
        REFUSED
    }

    /** RFC 3261 17.2.3: a retransmission has the branch and the sent-by of the first; the Call-ID stands for the latter. */
    Verdict of(String branch, String callId) {
        long key = key(branch, callId);
        long known = places.get(place(key));
        if ((known | VERDICT) != (key | VERDICT)) {
            return Verdict.UNKNOWN;
        }
        return (known & VERDICT) == 0 ? Verdict.LET_IN : Verdict.REFUSED;
    }

    void note(String branch, String callId, boolean letIn) {
        long key = key(branch, callId);
        places.set(place(key), letIn ? key & ~VERDICT : key | VERDICT);
    }

    private static int place(long key) {
        return (int) (key >>> 48);
    }

    private static long key(String branch, String callId) {
        long hash = branch.hashCode() * 0x9E3779B97F4A7C15L + callId.hashCode();
        hash = (hash ^ (hash >>> 32)) * 0xBF58476D1CE4E5B9L;
        return hash ^ (hash >>> 29);
    }
}
