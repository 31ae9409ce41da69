package org.linekeeper.registration.pace.machine;

/**
 * Whether it pays to answer a challenge again at this PBX before it challenges anew. Where fewer than half of 100 tries are
 * accepted, the next try is made after a day.
 */
public final class NonceReuse {
    private static final int TRIES = 100;
    private static final long REST = 86_400_000_000_000L;

    private int tries;
    private int hits;
    private double lastRate = -1;
    private long offUntil = Long.MIN_VALUE;

    public boolean isOn(long now) {
        return now >= offUntil;
    }

    /** A reused nonce was accepted, or not: it was challenged anew, whether as stale or not. True when it is switched off by that. */
    public boolean tried(boolean accepted, long now) {
        tries++;
        hits += accepted ? 1 : 0;
        if (tries < TRIES) {
            return false;
        }
        lastRate = (double) hits / tries;
        tries = 0;
        hits = 0;
        boolean off = lastRate < 0.5 && isOn(now);
        if (off) {
            offUntil = now + REST;
        }
        return off;
    }

    /** Share of the tries that were accepted lately, 0 to 1; negative before the first one. */
    public double rate() {
        return lastRate < 0 && tries > 0 ? (double) hits / tries : lastRate;
    }
}
