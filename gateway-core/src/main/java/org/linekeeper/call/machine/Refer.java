package org.linekeeper.call.machine;

import java.util.List;
import java.util.Optional;

/**
 * What a REFER asks for (RFC 3515).
 *
 * @param target the URI of Refer-To as it came, without headers
 * @param replaces the dialog that the call to the target is to replace (RFC 3891)
 * @param referredBy values of Referred-By as they came (RFC 3892)
 * @param passage how the PBX is to execute it; empty when the gateway does
 * @param accepted whether it was answered already
 */
public record Refer(
        String target,
        Optional<Replaces> replaces,
        List<String> referredBy,
        Optional<Passage> passage,
        boolean accepted) {
    public Refer {
        referredBy = List.copyOf(referredBy);
    }

    /** One that has just come. */
    public Refer(String target, Optional<Replaces> replaces, List<String> referredBy) {
        this(target, replaces, referredBy, Optional.empty(), false);
    }

    /** The same, to be executed by the PBX. */
    public Refer passing(Passage how) {
        return new Refer(target, replaces, referredBy, Optional.of(how), accepted);
    }

    /** The same, answered; the gateway executes it after all. */
    Refer here() {
        return new Refer(target, replaces, referredBy, Optional.empty(), true);
    }
}
