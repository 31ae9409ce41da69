package org.linekeeper.config;

import java.time.Duration;

/**
 * How the daemon paces itself towards registrars. A target is one address that a proxy or registrar was located at.
 *
 * @param startInFlightPerTarget how many REGISTERs a target that is new to us gets without final response; between the next two
 * @param minInFlightPerTarget how few it gets when it is overloaded, 1 to 10,000
 * @param maxInFlightPerTarget how many it gets when it answers well, 1 to 10,000
 * @param startPerSecond new registrations a second and target in the beginning, 1 to 100,000; doubles while the target answers
 *     fast
 * @param maxPerSecond up to this, 1 to 100,000; or {@link #UNLIMITED}: then only REGISTERs in flight are limited
 * @param refreshFrom a refresh is due at a random point of the granted expiry: not before this fraction of it
 * @param refreshTo and not after this one; greater than {@code refreshFrom}, less than 1
 * @param backoffBase the base of RFC 5626 section 4.5 after a failure
 * @param backoffMax its upper end
 * @param rejectedRetry when rejected credentials are tried again unless they change; at most three times a day
 * @param preemptiveAuth whether credentials go out before the PBX asks for them
 */
public record RegistrationSettings(
        int startInFlightPerTarget,
        int minInFlightPerTarget,
        int maxInFlightPerTarget,
        int startPerSecond,
        int maxPerSecond,
        double refreshFrom,
        double refreshTo,
        Duration backoffBase,
        Duration backoffMax,
        Duration rejectedRetry,
        PreemptiveAuth preemptiveAuth) {
    /** No rate at all, for PBXs that are known to bear it. */
    public static final int UNLIMITED = 0;

    /** Whether a nonce is used again for the next REGISTER, which spares a challenge. */
    public enum PreemptiveAuth {
        /** Wherever the PBX mostly accepts it. */
        AUTO,
        /** Never. */
        OFF
    }

    public static RegistrationSettings defaults() {
        return new RegistrationSettings(
                32,
                4,
                256,
                8,
                50,
                0.55,
                0.85,
                Duration.ofSeconds(30),
                Duration.ofMinutes(30),
                Duration.ofHours(1),
                PreemptiveAuth.AUTO);
    }

    /** The same with another pace towards each target. */
    public RegistrationSettings pacedBy(int inFlight, int perSecond) {
        return new RegistrationSettings(
                inFlight,
                Math.min(minInFlightPerTarget, inFlight),
                inFlight,
                perSecond == UNLIMITED ? startPerSecond : perSecond,
                perSecond,
                refreshFrom,
                refreshTo,
                backoffBase,
                backoffMax,
                rejectedRetry,
                preemptiveAuth);
    }
}
