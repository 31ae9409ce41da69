package org.linekeeper.call.machine.sdp;

import java.util.Optional;

/**
 * An {@code o=} line (RFC 4566 5.2).
 *
 * @param before user name and session id, as they stand before the version
 * @param version the session version
 * @param after network type, address type and address, as they stand after it
 */
public record Origin(String before, long version, String after) {
    /** Reads what stands after {@code o=}; empty when it is no such line or its version is beyond all counting. */
    static Optional<Origin> read(String value) {
        String[] parts = value.split(" ", -1);
        if (parts.length != 6) {
            return Optional.empty();
        }
        try {
            long version = Long.parseLong(parts[2]);
            return version < 0 || version == Long.MAX_VALUE
                    ? Optional.empty()
                    : Optional.of(
                            new Origin(parts[0] + " " + parts[1], version, parts[3] + " " + parts[4] + " " + parts[5]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Origin next() {
        return new Origin(before, version + 1, after);
    }

    String line() {
        return "o=" + before + " " + version + " " + after;
    }
}
