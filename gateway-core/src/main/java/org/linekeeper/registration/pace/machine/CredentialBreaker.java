package org.linekeeper.registration.pace.machine;

/**
 * Stops the trying of unproven credentials at a PBX that refuses many of them: a whole tenant with wrong passwords looks like an
 * attack, and a PBX answers an attack by banning the gateway's address, and with it all lines.
 *
 * <pre>
 * CLOSED     all are tried. Five refusals that are more than 2 % of the attempts -> OPEN
 * OPEN       none is tried. After 10 minutes -> HALF_OPEN; new settings -> CLOSED
 * HALF_OPEN  one is tried. It succeeds -> CLOSED; it is refused -> OPEN; nothing is heard of it -> the next one
 * </pre>
 */
public final class CredentialBreaker {
    /** Whether unproven credentials are tried. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private static final long SECOND = 1_000_000_000L;
    /** Fewer refusals say nothing of their share. */
    private static final int FEWEST = 5;

    private static final long PAUSE = 600 * SECOND;
    /** A trial is over when nothing is heard of it for so long: a transaction lasts 32 s, and there may be several. */
    private static final long TRIAL = 120 * SECOND;
    /** More than 2 % of the attempts, counted over about this time. */
    private static final long MEMORY = 3_600 * SECOND;

    private static final double SHARE = 0.02;

    private State state = State.CLOSED;
    private long until = Long.MIN_VALUE;
    private double attempts;
    private double refusals;
    private long fadedAt = Long.MIN_VALUE;

    public State state() {
        return state;
    }

    /** When to ask again; in the past while closed. */
    public long closedUntil() {
        return state == State.CLOSED ? Long.MIN_VALUE : until;
    }

    /** Whether an unproven line may be tried now; the one that is let through half-open is the trial. */
    public boolean admits(long now) {
        if (state == State.CLOSED) {
            return true;
        }
        if (now < until) {
            return false;
        }
        state = State.HALF_OPEN;
        until = now + TRIAL;
        return true;
    }

    /**
     * Credentials were accepted. True when the breaker closed.
     *
     * @param proven whether they had been before: that they still are says nothing of others
     */
    public boolean accepted(boolean proven, long now) {
        fade(now);
        attempts++;
        if (proven || state != State.HALF_OPEN) {
            return false;
        }
        reset();
        return true;
    }

    /** Credentials were refused though their challenge was fresh. True when the breaker opened. */
    public boolean refused(long now) {
        fade(now);
        attempts++;
        refusals++;
        // both: a few wrong passwords among thousands of lines are no attack, and the guard of the target spreads them
        boolean many = refusals >= FEWEST && refusals > SHARE * attempts;
        if (state == State.CLOSED && !many) {
            return false;
        }
        boolean opened = state == State.CLOSED;
        state = State.OPEN;
        until = now + PAUSE;
        return opened;
    }

    /** The settings changed: what was wrong may be right now. */
    public void reset() {
        state = State.CLOSED;
        attempts = 0;
        refusals = 0;
    }

    private void fade(long now) {
        if (fadedAt == Long.MIN_VALUE) {
            fadedAt = now;
        }
        while (now - fadedAt >= MEMORY) {
            attempts /= 2;
            refusals /= 2;
            fadedAt += MEMORY;
        }
    }
}
