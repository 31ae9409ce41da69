package org.linekeeper.registration.machine;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.linekeeper.config.RegistrationSettings;

/** When to refresh and how long to wait after failures. */
final class RegistrationPolicy {
    /** How long before its end a binding should be renewed at the latest. */
    private static final Duration MARGIN = Duration.ofSeconds(15);

    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final double SHORT_FROM = 0.5;
    private static final double SHORT_TO = 0.75;
    /** The first refresh of short bindings: from a quarter on, so that the haste of a start does not echo in them. */
    private static final double SHORT_FIRST_FROM = 0.25;

    private static final Duration HALF_A_DAY = Duration.ofHours(12);
    /** A retry that shall save a live binding, or a refresh of a very short one, does not come sooner than this. */
    private static final Duration HURRY = Duration.ofSeconds(5);

    private final RegistrationSettings settings;
    private final RandomGenerator random;

    RegistrationPolicy(RegistrationSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * A random point of the granted expiry, so that lines registered together do not refresh together. Never later than 15 s
     * before its end, or than its half where it is shorter than 30 s; but not before 5 s, whatever the PBX grants.
     */
    Duration refreshDelay(Duration granted) {
        return refreshDelay(granted, SHORT_FROM);
    }

    /** The same for a binding that was not there before: lines come in crowds then. */
    Duration firstRefreshDelay(Duration granted) {
        return refreshDelay(granted, SHORT_FIRST_FROM);
    }

    private Duration refreshDelay(Duration granted, double shortFrom) {
        boolean isShort = granted.compareTo(SHORT) <= 0;
        double from = isShort ? Math.min(settings.refreshFrom(), shortFrom) : settings.refreshFrom();
        double to = isShort ? Math.min(settings.refreshTo(), SHORT_TO) : settings.refreshTo();
        double latest = Math.max(millis(granted.minus(MARGIN)), millis(granted) / 2);
        double high = Math.min(to * millis(granted), latest);
        double low = Math.min(from * millis(granted), high * 0.8);
        return between(Math.max(low, millis(HURRY)), Math.max(high, millis(HURRY) * 1.5));
    }

    /** RFC 5626 4.5: the base time, doubled for each failure in a row, up to the maximum; 50 to 100 % of that are waited. */
    Duration backoff(int failures) {
        double w = Math.min(
                millis(settings.backoffMax()), millis(settings.backoffBase()) * Math.pow(2, Math.min(failures, 30)));
        return between(w / 2, w);
    }

    /** The back-off, cut short where a binding still lives that could be saved. */
    Duration backoff(int failures, Duration bindingLeft) {
        Duration wait = backoff(failures);
        Duration half = bindingLeft.dividedBy(2);
        Duration saving = half.compareTo(HURRY) < 0 ? HURRY : half;
        return wait.compareTo(saving) < 0 ? wait : saving;
    }

    /** What the PBX asked for and up to a fifth more, so that lines sent away together do not come back together. */
    Duration retryAfter(Duration asked) {
        return between(millis(asked), millis(asked) * 1.2 + 1);
    }

    /**
     * How long a rejected line rests: as long as the settings say the first time, then so long that it is tried three times a day
     * at most.
     *
     * @param before how often in a row it was rejected before
     */
    Duration rejectedRest(int before) {
        double usual = millis(settings.rejectedRetry());
        double rest = before == 0 ? usual : Math.max(usual, millis(HALF_A_DAY));
        return between(rest, rest * 1.2 + 1);
    }

    /** No rest is longer; what seems so was counted by a clock that was set back since. */
    Duration longestRejectedRest() {
        double usual = Math.max(millis(settings.rejectedRetry()), millis(HALF_A_DAY));
        return Duration.ofMillis(Math.round(usual * 1.2) + 1);
    }

    /** A point in what is left of a binding whose timetable has passed while the process was down. */
    Duration catchUp(Duration left) {
        return between(millis(left) * 0.1, millis(left) * 0.6);
    }

    private Duration between(double low, double high) {
        return Duration.ofMillis(Math.round(low + random.nextDouble() * Math.max(0, high - low)));
    }

    private static double millis(Duration duration) {
        return duration.toMillis();
    }
}
