package org.linekeeper.sip.register;

import java.util.concurrent.atomic.LongAdder;

/** What happened to REGISTER transactions, in numbers. Safe for use by any thread. */
public final class RegisterCounters {
    final LongAdder sent = new LongAdder();
    final LongAdder retransmitted = new LongAdder();
    final LongAdder answered = new LongAdder();
    final LongAdder timedOut = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder late = new LongAdder();
    final LongAdder foreign = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    final LongAdder fellBack = new LongAdder();

    /**
     * The numbers at one moment.
     *
     * @param sent requests, without retransmissions
     * @param retransmitted requests sent again by timer E
     * @param answered final responses that ended a transaction
     * @param timedOut transactions ended by timer F
     * @param failed transactions that could not be sent
     * @param late responses to transactions that had ended: duplicates and stragglers
     * @param foreign responses with our branch that came from another address or name another call: dropped
     * @param unreadable responses that no parser could read: dropped
     * @param fellBack responses that the scanner left to the full parser
     */
    public record Snapshot(
            long sent,
            long retransmitted,
            long answered,
            long timedOut,
            long failed,
            long late,
            long foreign,
            long unreadable,
            long fellBack) {}

    /** The numbers now. */
    public Snapshot snapshot() {
        return new Snapshot(
                sent.sum(),
                retransmitted.sum(),
                answered.sum(),
                timedOut.sum(),
                failed.sum(),
                late.sum(),
                foreign.sum(),
                unreadable.sum(),
                fellBack.sum());
    }
}
