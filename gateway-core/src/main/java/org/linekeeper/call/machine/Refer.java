package org.linekeeper.call.machine;

import java.util.List;
import java.util.Optional;

/**
 * What a REFER asks for (RFC 3515).
 *
 * @param target the URI of Refer-To as it came, without headers
 * @param replaces the dialog that the call to the target is to replace (RFC 3891)
 * @param referredBy values of Referred-By as they came (RFC 3892)
 */
public record Refer(String target, Optional<Replaces> replaces, List<String> referredBy) {
    public Refer {
        referredBy = List.copyOf(referredBy);
    }
}
