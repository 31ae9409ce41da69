package org.linekeeper.registration.pace.machine;

import java.time.Duration;
import org.linekeeper.config.RegistrationSettings;
import org.linekeeper.config.model.RegistrationPace;

/**
 * Between what a pace moves.
 *
 * @param startWindow REGISTERs in flight in the beginning
 * @param minWindow and at least
 * @param maxWindow and at most
 * @param startRate new registrations a second in the beginning
 * @param maxRate and at most; {@link RegistrationSettings#UNLIMITED} for no rate
 * @param pauseBase the base of RFC 5626 section 4.5 for a target that is down and has lines waiting
 * @param pauseMax its upper end
 */
public record PaceLimits(
        int startWindow,
        int minWindow,
        int maxWindow,
        int startRate,
        int maxRate,
        Duration pauseBase,
        Duration pauseMax) {
    public static PaceLimits of(RegistrationSettings settings) {
        return new PaceLimits(
                settings.startInFlightPerTarget(),
                settings.minInFlightPerTarget(),
                settings.maxInFlightPerTarget(),
                settings.startPerSecond(),
                settings.maxPerSecond(),
                settings.backoffBase(),
                settings.backoffMax());
    }

    /** Those of a target of which its PBXs say what it bears. */
    public PaceLimits within(RegistrationPace said) {
        int mostInFlight = said.maxInFlight().orElse(maxWindow);
        int perSecond = said.maxPerSecond().orElse(maxRate);
        int slowest = said.startPerSecond().orElse(startRate);
        return new PaceLimits(
                Math.min(startWindow, mostInFlight),
                Math.min(minWindow, mostInFlight),
                mostInFlight,
                perSecond == RegistrationSettings.UNLIMITED ? slowest : Math.min(slowest, perSecond),
                perSecond,
                pauseBase,
                pauseMax);
    }

    boolean unlimited() {
        return maxRate == RegistrationSettings.UNLIMITED;
    }
}
