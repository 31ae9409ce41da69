package org.linekeeper.config.model;

import java.util.List;
import java.util.Optional;

/**
 * What a PBX does with emergency calls.
 *
 * @param numbers dialled for emergencies, beside those of the country and beside 112 and 911, which always are
 * @param fallback where an emergency call goes when the line has no binding or the PBX cannot be reached; empty for nowhere
 * @param transport to the fallback; empty lets DNS choose
 */
public record EmergencyPlan(List<String> numbers, Optional<HostPort> fallback, Optional<Transport> transport) {
    public static final EmergencyPlan NONE = new EmergencyPlan(List.of(), Optional.empty(), Optional.empty());

    private static final int MOST_NUMBERS = 32;

    public EmergencyPlan {
        numbers = List.copyOf(numbers);
    }

    void check(Checks checks, String pointer) {
        checks.size(pointer + "/numbers", numbers.size(), 0, MOST_NUMBERS);
        for (int i = 0; i < numbers.size(); i++) {
            checks.digits(pointer + "/numbers/" + i, numbers.get(i), 2, 6);
        }
        fallback.ifPresent(host -> checks.host(pointer + "/fallback", host.host())
                .range(pointer + "/fallback", host.port().orElse(1), 1, Checks.MOST_16_BIT));
    }
}
