package org.linekeeper.registration;

import java.util.Map;
import org.linekeeper.event.RegistrationState;

/**
 * How the lines of a PBX stand.
 *
 * @param lines number of lines by state; every state is present
 */
public record PbxRegistrationView(String pbxId, Map<RegistrationState, Integer> lines) {
    public PbxRegistrationView {
        lines = Map.copyOf(lines);
    }

    /** All lines. */
    public int total() {
        return lines.values().stream().mapToInt(Integer::intValue).sum();
    }
}
