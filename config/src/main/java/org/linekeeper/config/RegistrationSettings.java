package org.linekeeper.config;

import java.time.Duration;

/**
 * How the daemon paces itself towards registrars. A target is one address that a proxy or registrar was located at.
 *
 * @param maxInFlightPerTarget REGISTERs without final response, 1 to 10,000
 * @param maxPerSecond new REGISTERs a second and target, 1 to 100,000
 * @param refreshFrom a refresh is due at a random point of the granted expiry: not before this fraction of it
 * @param refreshTo and not after this one; greater than {@code refreshFrom}, less than 1
 * @param backoffBase the base of RFC 5626 section 4.5 after a failure
 * @param backoffMax its upper end
 * @param rejectedRetry when rejected credentials are tried again unless they change
 */
public record RegistrationSettings(
        int maxInFlightPerTarget,
        int maxPerSecond,
        double refreshFrom,
        double refreshTo,
        Duration backoffBase,
        Duration backoffMax,
        Duration rejectedRetry) {
    public static RegistrationSettings defaults() {
        return new RegistrationSettings(
                32, 50, 0.55, 0.85, Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofHours(1));
    }
}
