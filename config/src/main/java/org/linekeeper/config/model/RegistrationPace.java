package org.linekeeper.config.model;

import java.util.OptionalInt;

/**
 * What a PBX bears of REGISTERs. It holds at each address that the PBX is located at, for all PBXs there; what is left open is as the
 * gateway has it.
 *
 * @param maxInFlight REGISTERs without final response, 1 to 10,000
 * @param startPerSecond new registrations a second in the beginning, 1 to 100,000
 * @param maxPerSecond and at most, 1 to 100,000
 */
public record RegistrationPace(OptionalInt maxInFlight, OptionalInt startPerSecond, OptionalInt maxPerSecond) {
    /** Nothing is said. */
    public static final RegistrationPace NONE =
            new RegistrationPace(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    static final int MOST_IN_FLIGHT = 10_000;
    static final int MOST_PER_SECOND = 100_000;

    void check(Checks checks, String pointer) {
        checks.range(pointer + "/maxInFlight", maxInFlight.orElse(1), 1, MOST_IN_FLIGHT)
                .range(pointer + "/startPerSecond", startPerSecond.orElse(1), 1, MOST_PER_SECOND)
                .range(pointer + "/maxPerSecond", maxPerSecond.orElse(1), 1, MOST_PER_SECOND)
                .demand(
                        pointer + "/startPerSecond",
                        startPerSecond.isEmpty()
                                || maxPerSecond.isEmpty()
                                || startPerSecond.getAsInt() <= maxPerSecond.getAsInt(),
                        "must not be more than maxPerSecond");
    }
}
