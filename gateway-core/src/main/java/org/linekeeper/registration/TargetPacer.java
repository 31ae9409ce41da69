package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.dns.Target;
import org.linekeeper.dns.TargetHealth;
import org.linekeeper.sip.loop.Loop;
import org.linekeeper.sip.loop.Timers;

/**
 * Gives turns at one target: so many REGISTERs in flight, so many new ones a second, those with a living binding first. A target
 * that fails is left in peace but for one canary at a time; when that one is answered, all others follow. Its state lives on one
 * loop; its methods may be called on any.
 */
final class TargetPacer {
    /** So many failures in a row, with no answer between them, make a target down. */
    private static final int FAILURES_TO_DOWN = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SHORTEST_WAKE = Duration.ofMillis(10);

    private final Target target;
    private final Loop loop;
    private final RegistrationSettings settings;
    private final TargetHealth health;
    private final Clock clock;
    private final Queue<Turn> urgent = new ArrayDeque<>();
    private final Queue<Turn> others = new ArrayDeque<>();
    private final double burst;
    private int waiting;
    private int inFlight;
    private double tokens;
    private Instant filledAt;
    private int failures;
    private int pauses;
    private boolean down;
    private Instant closedUntil = Instant.MIN;
    private Timers.@Nullable Timeout wake;

    TargetPacer(Target target, Loop loop, RegistrationSettings settings, TargetHealth health, Clock clock) {
        this.target = target;
        this.loop = loop;
        this.settings = settings;
        this.health = health;
        this.clock = clock;
        this.burst = Math.max(1, settings.maxPerSecond() / 20.0);
        this.tokens = burst;
        this.filledAt = clock.instant();
    }

    /** A place in the queue, then a permit to have one REGISTER in flight. */
    static final class Turn {
        private final Waiter waiter;
        private boolean left;
        private boolean admitted;

        private Turn(Waiter waiter) {
            this.waiter = waiter;
        }
    }

    /** Told on the pacer's loop; hops to its own. */
    interface Waiter {
        void admitted(Turn turn);

        void targetDown(Turn turn);
    }

    /** How a permit was used. */
    enum Use {
        /** The target answered. */
        ANSWERED,
        /** It did not answer, could not be reached, or sent us away. */
        FAILED,
        /** Nothing can be said of the target. */
        UNUSED
    }

    Target target() {
        return target;
    }

    Turn join(boolean isUrgent, Waiter waiter) {
        Turn turn = new Turn(waiter);
        loop.execute(() -> {
            (isUrgent ? urgent : others).add(turn);
            waiting++;
            if (down) {
                waiter.targetDown(turn);
            }
            pump();
        });
        return turn;
    }

    /** Gives up a place, or a permit that was not used. */
    void leave(Turn turn) {
        loop.execute(() -> {
            turn.left = true;
            if (turn.admitted) {
                returned(Use.UNUSED, Optional.empty());
            } else {
                waiting--;
            }
            pump();
        });
    }

    /**
     * Returns a permit.
     *
     * @param gate for how long the target asks not to be used
     */
    void done(Use use, Optional<Duration> gate) {
        loop.execute(() -> {
            returned(use, gate);
            pump();
        });
    }

    private void returned(Use use, Optional<Duration> gate) {
        inFlight--;
        switch (use) {
            case ANSWERED -> answered();
            case FAILED -> failed(gate);
            case UNUSED -> {}
        }
    }

    private void answered() {
        if (down || failures > 0) {
            health.succeeded(target);
        }
        failures = 0;
        pauses = 0;
        down = false;
        closedUntil = Instant.MIN;
    }

    private void failed(Optional<Duration> gate) {
        failures++;
        if (gate.isEmpty() && !down && failures < FAILURES_TO_DOWN) {
            return;
        }
        Duration pause = gate.orElseGet(() -> pause(pauses++));
        health.failed(target, pause);
        Instant until = clock.instant().plus(pause);
        closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
        if (!down) {
            down = true;
            for (Turn turn : waitingTurns()) {
                turn.waiter.targetDown(turn);
            }
        }
    }

    private static Duration pause(int before) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(before, 10));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private List<Turn> waitingTurns() {
        List<Turn> turns = new ArrayList<>(urgent);
        turns.addAll(others);
        turns.removeIf(turn -> turn.left);
        return turns;
    }

    private void pump() {
        refill();
        Instant now = clock.instant();
        while (waiting > 0 && inFlight < window() && tokens >= 1 && !now.isBefore(closedUntil)) {
            Turn turn = next();
            if (turn == null) {
                break;
            }
            waiting--;
            inFlight++;
            tokens--;
            turn.admitted = true;
            turn.waiter.admitted(turn);
        }
        if (waiting == 0) {
            urgent.clear();
            others.clear();
        }
        scheduleWake(now);
    }

    private int window() {
        return down ? 1 : settings.startInFlightPerTarget();
    }

    private @Nullable Turn next() {
        for (Queue<Turn> queue : List.of(urgent, others)) {
            Turn turn = queue.poll();
            while (turn != null && turn.left) {
                turn = queue.poll();
            }
            if (turn != null) {
                return turn;
            }
        }
        return null;
    }

    private void refill() {
        Instant now = clock.instant();
        double seconds = Duration.between(filledAt, now).toNanos() / 1e9;
        tokens = Math.min(burst, tokens + Math.max(0, seconds) * settings.maxPerSecond());
        filledAt = now;
    }

    /** Only time can help where tokens or the pause are what is missing; a permit that returns pumps by itself. */
    private void scheduleWake(Instant now) {
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
        if (waiting == 0 || inFlight >= window()) {
            return;
        }
        Duration forToken = Duration.ofNanos((long) ((1 - Math.min(1, tokens)) * 1e9 / settings.maxPerSecond()));
        Duration forPause = now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : Duration.ZERO;
        Duration longer = forToken.compareTo(forPause) > 0 ? forToken : forPause;
        Duration delay = longer.compareTo(SHORTEST_WAKE) > 0 ? longer : SHORTEST_WAKE;
        wake = loop.timers().schedule(delay, () -> {
            wake = null;
            pump();
        });
    }
}
