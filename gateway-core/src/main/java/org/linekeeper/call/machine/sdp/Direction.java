package org.linekeeper.call.machine.sdp;

import java.util.Locale;
import java.util.Optional;

/** Which way media flows, seen from who writes it (RFC 4566 6, RFC 3264 5.1). */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    private final String token = name().toLowerCase(Locale.ROOT);

    /** As it stands after {@code a=}. */
    String token() {
        return token;
    }

    static Optional<Direction> of(String attribute) {
        for (Direction direction : values()) {
            if (direction.token.equals(attribute)) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }
}
