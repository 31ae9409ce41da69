package org.linekeeper.registration;

import java.util.List;
import java.util.Map;
import org.linekeeper.event.RegistrationState;

/**
 * How the lines of a PBX stand, and at which pace it is spoken to.
 *
 * @param lines number of lines by state; every state is present
 * @param targets the pace towards each target that the PBX was located at last, in order; empty before the first lookup
 * @param credentials whether credentials that never succeeded are tried
 * @param learned what its answers taught
 */
public record PbxRegistrationView(
        String pbxId,
        Map<RegistrationState, Integer> lines,
        List<TargetPaceView> targets,
        CredentialBreakerView credentials,
        PbxLearnedView learned) {
    public PbxRegistrationView {
        lines = Map.copyOf(lines);
        targets = List.copyOf(targets);
    }

    /** All lines. */
    public int total() {
        return lines.values().stream().mapToInt(Integer::intValue).sum();
    }
}
