package org.linekeeper.registration;

import java.util.concurrent.atomic.LongAdder;

/** Counts what only the runner sees. Safe for use by any thread. */
public final class RegistrationTally {
    final LongAdder challenges = new LongAdder();
    final LongAdder staleNonces = new LongAdder();
    final LongAdder reuseHits = new LongAdder();
    final LongAdder reuseMisses = new LongAdder();
    final LongAdder intervalsRaised = new LongAdder();
    final LongAdder left = new LongAdder();

    /** Responses that asked for credentials: 401 and 407. */
    public long challenges() {
        return challenges.sum();
    }

    /** Those that said that the nonce was stale. */
    public long staleNonces() {
        return staleNonces.sum();
    }

    /** How often a PBX taught, by a 423, that it wants a longer registration time than it is asked for. */
    public long intervalsRaised() {
        return intervalsRaised.sum();
    }

    /** Reused nonces that were accepted. */
    public long reuseHits() {
        return reuseHits.sum();
    }

    /** Bindings that nothing can remove any more after a restart, so that they end at their PBX by themselves. */
    public long left() {
        return left.sum();
    }

    /** Reused nonces that were not. */
    public long reuseMisses() {
        return reuseMisses.sum();
    }
}
