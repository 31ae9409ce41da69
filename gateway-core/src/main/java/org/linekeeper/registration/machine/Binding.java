package org.linekeeper.registration.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.linekeeper.dns.Target;

/**
 * What the registrar holds for us.
 *
 * @param target where it was registered and is refreshed (RFC 3261 10.2.4)
 * @param requested what was asked for
 * @param granted what the registrar gave
 * @param expiresAt when it ends unless refreshed
 * @param serviceRoute Service-Route values of the last response (RFC 3608), in order
 * @param redirected whether a 3xx led to the target, so that the proxy of the settings is not on the way
 */
public record Binding(
        Target target,
        Duration requested,
        Duration granted,
        Instant expiresAt,
        List<String> serviceRoute,
        boolean redirected) {
    public Binding {
        serviceRoute = List.copyOf(serviceRoute);
    }

    /** A binding where the settings lead to. */
    public Binding(Target target, Duration requested, Duration granted, Instant expiresAt, List<String> serviceRoute) {
        this(target, requested, granted, expiresAt, serviceRoute, false);
    }

    /** Whether it has not ended yet. */
    public boolean livesAt(Instant now) {
        return now.isBefore(expiresAt);
    }
}
