package org.linekeeper.config.model;

import java.util.Optional;

/**
 * That a PBX is a SIP trunk: its lines are numbers, not extensions that register.
 *
 * @param registrationLineId the one line that registers for all of them, and gets the calls to numbers that no line has; empty for a
 *     trunk that knows the gateway by its address
 */
public record Trunk(Optional<String> registrationLineId) {
    void check(Checks checks, String pointer) {
        registrationLineId.ifPresent(id -> checks.id(pointer + "/registrationLineId", id));
    }
}
