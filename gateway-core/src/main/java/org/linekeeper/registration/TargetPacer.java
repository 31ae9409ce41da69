package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.registration.pace.machine.Gate;
import org.linekeeper.registration.pace.machine.Pace;
import org.linekeeper.registration.pace.machine.PaceLimits;
import org.linekeeper.registration.pace.machine.Turn.Claim;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;

/** Gives turns at one target as its pace says. Its state lives on one loop; its methods may be called on any. */
final class TargetPacer {
    private static final Duration SHORTEST_WAKE = Duration.ofMillis(10);

    private final Target target;
    private final Loop loop;
    private final Means means;
    private final Pace pace;
    /** The version of what is said at all addresses that its limits are of. */
    private int limitsOf;

    private volatile boolean down;
    private volatile long closedUntil;
    private volatile long closedAt;
    private volatile long lastUsed;
    private long wakesAt;
    private Timers.@Nullable Timeout wake;

    /**
     * What all pacers share.
     *
     * @param limits where the PBXs at a target say nothing
     * @param paces what they say
     * @param clock does not jump
     * @param times is told how long things take
     * @param cameUp told of a target that is up again
     * @param heldBack whether nobody gets a turn yet
     */
    record Means(
            PaceLimits limits,
            AddressPaces paces,
            RandomGenerator random,
            TargetHealth health,
            Clock clock,
            RegistrationTimes times,
            Consumer<TargetPacer> cameUp,
            BooleanSupplier heldBack) {
        long now() {
            return SteadyClock.nanos(clock);
        }
    }

    TargetPacer(Target target, Loop loop, Means means) {
        this.target = target;
        this.loop = loop;
        this.means = means;
        this.limitsOf = means.paces().version();
        this.pace = new Pace(limits(), means.random(), means.now());
        this.lastUsed = means.now();
    }

    /** A place in the queue, then a permit to have one REGISTER in flight. */
    static final class Turn extends org.linekeeper.registration.pace.machine.Turn {
        private final Waiter waiter;

        private Turn(String pbxId, Claim claim, Gate gate, long deadline, Waiter waiter) {
            super(pbxId, claim, gate, deadline);
            this.waiter = waiter;
        }

        @Override
        protected boolean isInCall() {
            return waiter.isInCall();
        }
    }

    /** Told on the pacer's loop; hops to its own. */
    interface Waiter {
        void admitted(Turn turn);

        /** The target is down; told again each time that a try fails, and when another target comes up. */
        void targetDown(Turn turn);

        /** Whether it is for a line that has a call in progress: it goes first then. */
        default boolean isInCall() {
            return false;
        }
    }

    static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    Target target() {
        return target;
    }

    /**
     * Stands in the queue.
     *
     * @param gate of the PBX that the line belongs to
     * @param deadline when what it has ends; empty for never
     */
    Turn join(String pbxId, Claim claim, Gate gate, Optional<Instant> deadline, Waiter waiter) {
        long ends = deadline.isPresent() ? nanos(deadline.get()) : Long.MAX_VALUE;
        Turn turn = new Turn(pbxId, claim, gate, ends, waiter);
        if (loop.isCurrent()) {
            joined(turn);
        } else {
            loop.execute(() -> joined(turn));
        }
        return turn;
    }

    private void joined(Turn turn) {
        pace.join(turn, means.now());
        pump();
        if (down) {
            turn.waiter.targetDown(turn);
        }
    }

    /** Gives up a place, or a permit that was not used. */
    void leave(Turn turn) {
        onLoop(() -> {
            pace.leave(turn);
            pump();
        });
    }

    /**
     * Returns a permit.
     *
     * @param pause for how long the target asks not to be used
     */
    void done(Turn turn, Pace.Use use, Optional<Duration> pause) {
        if (loop.isCurrent()) {
            returned(turn, use, pause);
        } else {
            loop.execute(() -> returned(turn, use, pause));
        }
    }

    private void returned(Turn turn, Pace.Use use, Optional<Duration> pause) {
        long now = means.now();
        if (use != Pace.Use.UNUSED) {
            means.times().answered(Duration.ofNanos(turn.took(now)));
        }
        happened(pace.done(turn, use, pause.orElse(Duration.ZERO), now), now);
        pump();
    }

    /** Credentials that had no turn were refused. */
    void refusedWithoutTurn() {
        onLoop(() -> pace.refusedWithoutTurn(means.now()));
    }

    /** Turns may be given from now on. */
    void begin() {
        onLoop(this::pump);
    }

    /** A gate of some PBX may be open now. */
    void gatesChanged() {
        onLoop(() -> {
            pace.gatesChanged();
            pump();
        });
    }

    /** Tells all lines that wait here in vain; one of them may find another target. */
    void remindWaiting() {
        onLoop(() -> {
            if (pace.isDown()) {
                tellWaiting();
            }
        });
    }

    /** Whether a line that comes now would have to wait for a try of another one. Any thread. */
    boolean isClosed() {
        return down && (means.now() < closedUntil || pace.inFlight() > 0);
    }

    /**
     * Whether what was admitted, but not sent, must not go any more: it is down since. An attempt that has begun goes on, because a
     * challenge left unanswered looks like an attack. Any thread.
     */
    boolean closedSince(Turn turn) {
        return down && turn.isFirstRequest() && turn.wasAdmittedBefore(closedAt);
    }

    /** For how long it asks not to be used; empty when it does not. Any thread. */
    Optional<Duration> pause() {
        long left = closedUntil - means.now();
        return down && pace.isGated() && left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }

    /** Whether it is down and waits for somebody to try. Any thread. */
    boolean wantsTry() {
        return down && !isClosed();
    }

    boolean isDown() {
        return down;
    }

    /** Whether nobody has used it since, and nothing is known that must not be forgotten. Any thread. */
    boolean isForgettable(Instant before) {
        return pace.inFlight() == 0
                && pace.waiting() == 0
                && lastUsed < nanos(before)
                && (!down || closedUntil < nanos(before.minus(Duration.ofHours(1))));
    }

    /** As it is at about this moment. Any thread. */
    TargetPaceView view() {
        boolean isDown = down;
        return new TargetPaceView(
                target,
                isDown
                        ? pace.isGated() ? TargetPaceView.State.GATED : TargetPaceView.State.DOWN
                        : TargetPaceView.State.UP,
                isDown ? Optional.of(instant(closedUntil)) : Optional.empty(),
                pace.window(),
                pace.inFlight(),
                pace.waiting(),
                pace.perSecond() == 0 ? OptionalInt.empty() : OptionalInt.of(pace.perSecond()),
                Duration.ofNanos(pace.medianLatency()),
                Duration.ofNanos(pace.p95Latency()));
    }

    int inFlight() {
        return pace.inFlight();
    }

    int waiting() {
        return pace.waiting();
    }

    private void onLoop(Runnable task) {
        if (loop.isCurrent()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }

    private void happened(Pace.Change change, long now) {
        switch (change) {
            case WENT_DOWN, STAYS_DOWN -> {
                closedUntil = pace.closedUntil();
                closedAt = now;
                down = true;
                means.health().failed(target, Duration.ofNanos(closedUntil - now));
                tellWaiting();
            }
            case CAME_UP -> {
                down = false;
                means.health().succeeded(target);
                means.cameUp().accept(this);
            }
            case NONE -> {}
        }
    }

    private void tellWaiting() {
        List<Turn> turns = new ArrayList<>(pace.waiting());
        pace.forEachWaiting(turn -> turns.add((Turn) turn));
        turns.forEach(turn -> turn.waiter.targetDown(turn));
    }

    private PaceLimits limits() {
        return means.limits().within(means.paces().at(target.address().getAddress()));
    }

    private void pump() {
        if (means.heldBack().getAsBoolean()) {
            return;
        }
        long now = means.now();
        if (limitsOf != means.paces().version()) {
            limitsOf = means.paces().version();
            pace.become(limits(), now);
        }
        for (Turn turn = (Turn) pace.next(now); turn != null; turn = (Turn) pace.next(now)) {
            lastUsed = now;
            if (turn.claim() == Claim.URGENT) {
                means.times().refreshWaited(Duration.ofNanos(turn.waited()));
            }
            turn.waiter.admitted(turn);
        }
        scheduleWake(now);
    }

    /** One timer for all that wait, and none where a permit that returns pumps by itself. */
    private void scheduleWake(long now) {
        long at = pace.wakeAt(now);
        if (wake != null && at >= wakesAt && at != Long.MAX_VALUE) {
            return;
        }
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
        if (at == Long.MAX_VALUE) {
            return;
        }
        Duration delay = Duration.ofNanos(Math.max(at - now, SHORTEST_WAKE.toNanos()));
        wakesAt = now + delay.toNanos();
        wake = loop.timers().schedule(delay, () -> {
            wake = null;
            pump();
        });
    }
}
