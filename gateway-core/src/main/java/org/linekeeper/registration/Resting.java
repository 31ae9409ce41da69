package org.linekeeper.registration;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.linekeeper.registration.machine.LineIdentity;
import org.linekeeper.registration.machine.Phase;
import org.linekeeper.registration.machine.Registration;

/**
 * A registration that waits for its timer, in few bytes. The machine works on {@link Registration}; between its events nearly all
 * lines rest, and a hundred thousand of them are kept like this. {@code pack(r).unpack(identity)} equals {@code r}. Immutable.
 */
abstract sealed class Resting permits RestingBound, RestingUnbound {
    private final int cseq;

    Resting(int cseq) {
        this.cseq = cseq;
    }

    /** The registration in few bytes; null when it does not rest or holds something that has no place here. */
    static @Nullable Resting pack(Registration registration, Terms.Pool terms) {
        // RFC 3261 8.1.1.5: "The sequence number value MUST be expressible as a 32-bit unsigned integer and MUST be
        // less
        // than 2**31."
        if (registration.cseq() > Integer.MAX_VALUE) {
            return null;
        }
        return registration.phase() instanceof Phase.Registered registered
                ? RestingBound.pack(registration, registered, terms)
                : RestingUnbound.pack(registration);
    }

    /** The registration that was packed. */
    abstract Registration unpack(LineIdentity identity);

    int cseq() {
        return cseq;
    }

    /** Whether milliseconds since 1970 say all of it. */
    static boolean isWholeMillis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).equals(instant);
    }
}
