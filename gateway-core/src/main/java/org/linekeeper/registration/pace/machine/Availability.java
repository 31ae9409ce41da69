package org.linekeeper.registration.pace.machine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Whether a target is up. Three time-outs in a row, a refused connection or a 503 make it down; then one REGISTER at a time tries
 * whether it is up again, after longer and longer pauses.
 */
final class Availability {
    private static final int TIMEOUTS_TO_DOWN = 3;
    /** RFC 5626 4.5: the base is 30 s when all flows have failed and 90 s when another one is left. */
    private static final int BASE_WITH_ALTERNATIVE = 3;

    private final PaceLimits limits;
    private final RandomGenerator random;
    private int timeouts;
    private int pauses;
    private boolean down;
    private boolean gated;
    private long downSince;
    private long closedUntil = Long.MIN_VALUE;

    Availability(PaceLimits limits, RandomGenerator random) {
        this.limits = limits;
        this.random = random;
    }

    boolean isDown() {
        return down;
    }

    /** Whether it asked for the pause itself. */
    boolean isGated() {
        return gated;
    }

    /** While it is down: before this nothing is sent. */
    long closedUntil() {
        return closedUntil;
    }

    /** It answered. What was sent before it asked for a pause does not end the pause. */
    Pace.Change answered(long admittedAt) {
        timeouts = 0;
        if (!down || (gated && admittedAt <= downSince)) {
            return Pace.Change.NONE;
        }
        pauses = 0;
        down = false;
        gated = false;
        closedUntil = Long.MIN_VALUE;
        return Pace.Change.CAME_UP;
    }

    Pace.Change timedOut(long admittedAt, boolean linesWait, long now) {
        return ++timeouts >= TIMEOUTS_TO_DOWN || down ? failed(admittedAt, linesWait, now) : Pace.Change.NONE;
    }

    Pace.Change unreachable(long admittedAt, boolean linesWait, long now) {
        return failed(admittedAt, linesWait, now);
    }

    /**
     * RFC 3261 21.5.4: "It SHOULD NOT forward any other requests to that server for the duration specified in the Retry-After
     * header field". A fifth more at most, so that gateways that were sent away together do not come back together.
     */
    Pace.Change askedForPause(Duration pause, long admittedAt, long now) {
        timeouts = 0;
        if (gated && admittedAt <= downSince) {
            return Pace.Change.NONE;
        }
        long length = (long) (pause.toNanos() * (1 + random.nextDouble() * 0.2));
        gated = true;
        return close(now + length, now);
    }

    /** RFC 5626 4.5: the base time, doubled for each failure in a row, up to the maximum; 50 to 100 % of that are waited. */
    private Pace.Change failed(long admittedAt, boolean linesWait, long now) {
        if (down && admittedAt <= downSince) {
            return Pace.Change.NONE;
        }
        pauses++;
        double base = limits.pauseBase().toNanos() * (linesWait ? 1.0 : BASE_WITH_ALTERNATIVE);
        double w = Math.min((double) limits.pauseMax().toNanos(), base * Math.pow(2, Math.min(pauses, 30)));
        gated = gated && now < closedUntil;
        return close(now + (long) (w * (0.5 + random.nextDouble() * 0.5)), now);
    }

    private Pace.Change close(long until, long now) {
        closedUntil = Math.max(closedUntil, until);
        downSince = now;
        if (down) {
            return Pace.Change.STAYS_DOWN;
        }
        down = true;
        return Pace.Change.WENT_DOWN;
    }
}
