package org.linekeeper.call;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.linekeeper.call.machine.LegTimer;
import org.linekeeper.config.CallSettings;
import org.linekeeper.sip.loop.Timers;

/** The timers of one leg. Owner loop only. */
final class LegTimers {
    /** RFC 3261 13.3.1.4 says 64*T1 = 32 s; the stack drops the dialog then, and the BYE has to go out before. */
    private static final Duration ACK = Duration.ofSeconds(31);

    /** RFC 3261 9.1: 64*T1. */
    private static final Duration CANCEL = Duration.ofSeconds(32);

    /** Longer than a PBX lets a target ring. */
    private static final Duration REFERRAL = Duration.ofMinutes(4);

    private final Timers timers;
    private final CallSettings settings;
    private final RandomGenerator random;
    private final boolean ownCallId;
    private final Consumer<LegTimer> fired;
    private final Map<LegTimer, Timers.Timeout> running = new EnumMap<>(LegTimer.class);

    /**
     * @param random for waits that the other side is not to share
     * @param ownCallId whether the Call-ID of the leg is ours
     */
    LegTimers(
            Timers timers, CallSettings settings, RandomGenerator random, boolean ownCallId, Consumer<LegTimer> fired) {
        this.timers = timers;
        this.settings = settings;
        this.random = random;
        this.ownCallId = ownCallId;
        this.fired = fired;
    }

    void start(LegTimer timer) {
        start(timer, delay(timer));
    }

    void start(LegTimer timer, Duration delay) {
        stop(timer);
        running.put(timer, timers.schedule(delay, () -> {
            running.remove(timer);
            fired.accept(timer);
        }));
    }

    void stop(LegTimer timer) {
        Timers.Timeout timeout = running.remove(timer);
        if (timeout != null) {
            timeout.cancel();
        }
    }

    void stopAll() {
        running.values().forEach(Timers.Timeout::cancel);
        running.clear();
    }

    private Duration delay(LegTimer timer) {
        return switch (timer) {
            case ATTEMPT -> settings.inviteFailover();
            case RING -> settings.ringTimeout();
            case ACK -> ACK;
            case CANCEL -> CANCEL;
            case GLARE -> glare();
            case REFERRAL -> REFERRAL;
            case REFRESH, EXPIRY -> throw new IllegalArgumentException(timer + " has no time of its own");
        };
    }

    /**
     * RFC 3261 14.1: "If the UAC is the owner of the Call-ID of the dialog ID ..., T has a randomly chosen value between 2.1 and 4
     * seconds in units of 10 ms", else "between 0 and 2 seconds in units of 10 ms".
     */
    private Duration glare() {
        int units = random.nextInt(ownCallId ? 191 : 201);
        return Duration.ofMillis((ownCallId ? 2_100 : 0) + 10L * units);
    }
}
