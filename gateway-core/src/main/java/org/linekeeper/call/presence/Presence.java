package org.linekeeper.call.presence;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a line wants calls from its PBX.
 *
 * @param state what it says
 * @param since from when on
 * @param until when it is available again by itself; empty for not before it says so
 */
public record Presence(State state, Instant since, Optional<Instant> until) {
    /** What a line says of itself. */
    public enum State {
        /** It takes calls. */
        AVAILABLE,
        /** Its user is engaged elsewhere: calls get 486, and the PBX does what it does for a busy extension. */
        BUSY,
        /** Nobody is there: calls get 480, so that a queue goes on to the next agent. */
        AWAY,
        /** It is not to be disturbed: calls get 480. */
        DO_NOT_DISTURB
    }

    boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }
}
