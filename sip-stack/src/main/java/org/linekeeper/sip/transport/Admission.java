package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.Optional;

/** The gate for new calls. Asked on an event loop for every INVITE outside a dialog, before it is parsed; must not block. */
@FunctionalInterface
public interface Admission {
    /** Lets everything in. */
    Admission OPEN = call -> Optional.empty();

    /** Empty to let the call in; otherwise when to try again: it is refused with 503 and Retry-After, and nothing is kept of it. */
    Optional<Duration> refuse(NewCall call);

    /**
     * What is known of the INVITE.
     *
     * @param source where it came from
     * @param uri its Request-URI
     * @param behind for so long the loops that deal with it have not once had nothing left to do; zero when they keep up
     */
    record NewCall(MessageSource source, String uri, Duration behind) {}
}
