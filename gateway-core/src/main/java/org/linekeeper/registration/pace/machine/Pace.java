package org.linekeeper.registration.pace.machine;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The pace towards one target: who is next, and when. One owner thread; a call costs little more
 * when many lines wait.
 *
 * <pre>
 * in flight        at most the window; 1 while the target is down
 * in a call        first and like urgent ones, whether bound or not
 * urgent           next, at a rate that grows with what they need: held back they would lapse; who lapses soonest goes first
 * proven           at the rate of the ramp of new ones
 * unproven         at the rate of that ramp, and as few at a time as may fail without harm
 * after an outage  all at the rate of that ramp until it is complete, urgent ones first
 * </pre>
 */
public final class Pace {
    /** How a turn ended. */
    public enum Use {
        /** The registrar granted it. */
        ACCEPTED,
        /** The registrar refused the credentials. */
        REFUSED,
        /** It answered something else. */
        ANSWERED,
        /** It answered 503. */
        OVERLOADED,
        /** It did not answer. */
        TIMED_OUT,
        /** It could not be reached. */
        UNREACHABLE,
        /** Nothing was sent, or nothing can be said of the target. */
        UNUSED
    }

    /** What the end of a turn changed. */
    public enum Change {
        NONE,
        /** The target is down now. */
        WENT_DOWN,
        /** It is still down, for longer. */
        STAYS_DOWN,
        /** It is up again. */
        CAME_UP
    }

    /** The ramp goes on while 95 % of the answers are faster. */
    private static final long FAST = 500_000_000L;

    private static final long OUTAGE_FORGOTTEN = 10_000_000_000L;

    private final Availability availability;
    private final Window window;
    private final Ramp newOnes;
    private final Ramp all;
    private final Latency latency = new Latency();
    private final AuthenticationGuard guard;
    private final Lanes lanes = new Lanes();
    private int inFlight;
    private boolean recovering;
    private long upSince;

    public Pace(PaceLimits limits, RandomGenerator random, long now) {
        availability = new Availability(limits, random);
        window = new Window(limits);
        newOnes = Ramp.ofNew(limits, now);
        all = Ramp.ofAll(limits, now);
        guard = new AuthenticationGuard(limits.unlimited());
    }

    /** Other limits hold now; how long a target that is down is left alone stays as it is. */
    public void become(PaceLimits limits, long now) {
        window.become(limits);
        newOnes.become(limits, now);
        all.become(limits, now);
        guard.become(limits.unlimited());
    }

    /** A line wants its turn. */
    public void join(Turn turn, long now) {
        turn.joinedAt = now;
        lanes.add(turn, waiting() > 0 || inFlight >= window() || availability.isDown());
    }

    /** A line gives up its place, or a permit that it did not use. */
    public void leave(Turn turn) {
        if (turn.over) {
            return;
        }
        if (turn.admitted) {
            returned(turn);
        } else {
            lanes.remove(turn);
        }
        turn.over = true;
    }

    /** The next turn that may begin now; null when none may. */
    public @Nullable Turn next(long now) {
        if (waiting() == 0 || inFlight >= window() || (availability.isDown() && now < availability.closedUntil())) {
            return null;
        }
        boolean fast = latency.p95() < FAST;
        newOnes.advance(fast, now);
        all.advance(fast, now);
        if (newOnes.complete() || (now - upSince > OUTAGE_FORGOTTEN && waiting() <= 1)) {
            recovering = false;
        }
        Turn turn = all.allows() ? pick(now) : null;
        if (turn == null) {
            return null;
        }
        all.take(now);
        if (!turn.isPressing() || recovering) {
            newOnes.take(now);
        }
        if (turn.claim == Turn.Claim.UNPROVEN) {
            guard.began();
        }
        turn.admitted = true;
        turn.admittedAt = now;
        inFlight++;
        return turn;
    }

    private @Nullable Turn pick(long now) {
        boolean allows = newOnes.allows();
        Turn turn = allows || !recovering ? lanes.pollPressing(now) : null;
        if (turn == null && allows) {
            turn = lanes.pollProven(now);
        }
        if (turn == null && allows && guard.allows(now)) {
            turn = lanes.pollUnproven(now);
        }
        return turn;
    }

    /**
     * A permit is returned.
     *
     * @param pause after {@link Use#OVERLOADED}: for how long the target asks not to be used
     */
    public Change done(Turn turn, Use use, Duration pause, long now) {
        if (turn.over || !turn.admitted) {
            return Change.NONE;
        }
        turn.over = true;
        int used = inFlight;
        returned(turn);
        switch (use) {
            case ACCEPTED -> {
                if (turn.claim == Turn.Claim.UNPROVEN) {
                    guard.succeeded();
                }
                return answered(turn, used, now);
            }
            case REFUSED -> {
                guard.failed(now);
                return answered(turn, used, now);
            }
            case ANSWERED -> {
                return answered(turn, used, now);
            }
            case OVERLOADED -> {
                slowDown(turn, now);
                return availability.askedForPause(pause, turn.admittedAt, now);
            }
            case TIMED_OUT -> {
                slowDown(turn, now);
                return availability.timedOut(turn.admittedAt, waiting() > 0, now);
            }
            case UNREACHABLE -> {
                slowDown(turn, now);
                return availability.unreachable(turn.admittedAt, waiting() > 0, now);
            }
            case UNUSED -> {
                return Change.NONE;
            }
        }
        throw new IllegalArgumentException("no such use: " + use);
    }

    /** Credentials were refused there that had no turn: they count among those that get an address banned. */
    public void refusedWithoutTurn(long now) {
        guard.failed(now);
    }

    /** When another turn could begin though nobody joins, leaves or returns a permit; {@link Long#MAX_VALUE} for never. */
    public long wakeAt(long now) {
        if (waiting() == 0 || inFlight >= window()) {
            return Long.MAX_VALUE;
        }
        long next = all.nextAt(now);
        long ramped = Math.max(next, newOnes.nextAt(now));
        long at = Long.MAX_VALUE;
        if (lanes.pressing() > 0) {
            at = recovering ? ramped : next;
        }
        if (lanes.hasProven()) {
            at = Math.min(at, ramped);
        }
        if (lanes.hasUnproven()) {
            at = Math.min(at, Math.max(ramped, Math.max(guard.opensAt(now), lanes.unprovenClosedUntil())));
        }
        return availability.isDown() ? Math.max(at, availability.closedUntil()) : at;
    }

    /** A gate of some PBX may be open now. */
    public void gatesChanged() {
        lanes.gatesChanged();
    }

    /** All that wait, those that go first before the others. */
    public void forEachWaiting(Consumer<Turn> action) {
        lanes.forEach(action);
    }

    public int waiting() {
        return lanes.size();
    }

    public int inFlight() {
        return inFlight;
    }

    /** How many may be in flight now. */
    public int window() {
        return availability.isDown() ? 1 : window.size();
    }

    public boolean isDown() {
        return availability.isDown();
    }

    /** Whether it is down because it asked for a pause. */
    public boolean isGated() {
        return availability.isGated();
    }

    /** While it is down: before this nothing is sent. */
    public long closedUntil() {
        return availability.closedUntil();
    }

    /** New registrations a second now; 0 for no limit. */
    public int perSecond() {
        return newOnes.perSecond();
    }

    /** In nanoseconds; 0 before the first answer. */
    public long medianLatency() {
        return latency.median();
    }

    /** In nanoseconds; 0 before the first answer. */
    public long p95Latency() {
        return latency.p95();
    }

    private Change answered(Turn turn, int used, long now) {
        latency.record(turn.took(now));
        window.answered(used);
        if (latency.isSlow()) {
            slowDown(turn, now);
        }
        Change change = availability.answered(turn.admittedAt);
        if (change == Change.CAME_UP) {
            recovering = true;
            upSince = now;
            lanes.favourCalls();
            newOnes.restart(now);
            all.restart(now);
        }
        return change;
    }

    private void slowDown(Turn turn, long now) {
        if (window.overloaded(turn.admittedAt, now)) {
            newOnes.slowDown(now);
            all.slowDown(now);
        }
    }

    private void returned(Turn turn) {
        inFlight--;
        if (turn.claim == Turn.Claim.UNPROVEN) {
            guard.ended();
        }
    }
}
