package org.linekeeper.registration;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a PBX is shown credentials that never succeeded. Those that did are used whatever the state.
 *
 * @param state whether they are tried
 * @param until when one line is tried; empty unless open
 * @param refusedLines lines whose credentials it refuses now
 */
public record CredentialBreakerView(State state, Optional<Instant> until, int refusedLines) {
    /** Whether unproven credentials are tried. */
    public enum State {
        /** They are. */
        CLOSED,
        /** They are not: too many were refused. */
        OPEN,
        /** One line is tried, on which it depends. */
        HALF_OPEN
    }
}
