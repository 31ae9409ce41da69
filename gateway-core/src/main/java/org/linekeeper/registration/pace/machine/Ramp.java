package org.linekeeper.registration.pace.machine;

/** So many turns a second: few at first, twice as many every 10 seconds while the target answers fast. */
final class Ramp {
    private static final double SECOND = 1e9;
    private static final long STEP = 10_000_000_000L;
    /** Turns saved up while time passes unseen, in seconds: what a timer that fires late must not lose. */
    private static final double BURST = 0.05;

    private final boolean onDemand;
    private boolean unlimited;
    private double start;
    private double max;
    private double rate;
    private double tokens = 1;
    private long filledAt;
    private long steppedAt;
    private long usedAt;
    private int taken;

    private Ramp(boolean unlimited, boolean onDemand, double start, double max, long now) {
        this.unlimited = unlimited;
        this.onDemand = onDemand;
        this.start = start;
        this.max = max;
        rate = start;
        filledAt = now;
        steppedAt = now;
        usedAt = now;
    }

    /** For new registrations: from the start rate to the maximum. Begins anew when none came for a while. */
    static Ramp ofNew(PaceLimits limits, long now) {
        return new Ramp(limits.unlimited(), false, limits.startRate(), limits.maxRate(), now);
    }

    /**
     * For all together: what living bindings need is given by their number and what the PBX grants, so it has no maximum. It starts
     * at the maximum of new ones and grows only where that is used, which spreads a crowd that comes at once.
     */
    static Ramp ofAll(PaceLimits limits, long now) {
        return new Ramp(limits.unlimited(), true, limits.maxRate(), Double.MAX_VALUE, now);
    }

    /** Other limits hold now. What is too fast for them begins anew, everything else goes on from where it is. */
    void become(PaceLimits limits, long now) {
        boolean wasUnlimited = unlimited;
        double wasStart = start;
        unlimited = limits.unlimited();
        start = onDemand ? limits.maxRate() : limits.startRate();
        max = onDemand ? Double.MAX_VALUE : limits.maxRate();
        if (unlimited) {
            return;
        }
        if (wasUnlimited) {
            // turns were given without being counted
            tokens = 1;
            filledAt = now;
        }
        if (wasUnlimited || rate > max || (onDemand && start < wasStart)) {
            restart(now);
        } else if (rate < start) {
            rate = start;
        }
    }

    /** Lets time pass. */
    void advance(boolean fast, long now) {
        if (unlimited) {
            return;
        }
        tokens = Math.min(Math.max(1, rate * BURST), tokens + Math.max(0, now - filledAt) / SECOND * rate);
        filledAt = now;
        if (now - steppedAt < STEP) {
            return;
        }
        if (now - usedAt >= STEP) {
            restart(now);
        } else if (onDemand) {
            double used = taken * SECOND / (now - steppedAt) / rate;
            if (used > 0.5 && fast) {
                step(rate * 2, now);
            } else {
                step(used < 0.25 ? Math.max(start, rate / 2) : rate, now);
            }
        } else if (rate < max && fast) {
            step(Math.min(max, rate * 2), now);
        }
    }

    boolean allows() {
        return unlimited || tokens >= 1;
    }

    void take(long now) {
        tokens--;
        taken++;
        usedAt = now;
    }

    /** From the beginning: nothing is known of what the target bears now. */
    void restart(long now) {
        step(start, now);
        usedAt = now;
        tokens = Math.min(tokens, 1);
    }

    /** Half as many, and not more before another step has passed. */
    void slowDown(long now) {
        step(Math.max(start, rate / 2), now);
    }

    /** Whether it has come to its end. */
    boolean complete() {
        return unlimited || rate >= max;
    }

    /** When the next turn may be given. */
    long nextAt(long now) {
        return allows() ? now : Math.max(now, filledAt + (long) Math.ceil((1 - tokens) / rate * SECOND));
    }

    /** Turns a second now; 0 for no limit. */
    int perSecond() {
        return unlimited ? 0 : (int) Math.round(rate);
    }

    private void step(double next, long now) {
        rate = next;
        steppedAt = now;
        taken = 0;
    }
}
