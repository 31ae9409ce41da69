package org.linekeeper.sip.transport;

import java.time.Duration;
import java.util.Optional;

/** The gate for new calls. Asked on an event loop for every INVITE outside a dialog; must not block. */
@FunctionalInterface
public interface Admission {
    /** Lets everything in. */
    Admission OPEN = source -> Optional.empty();

    /** Empty to let the call in; otherwise when to try again: it is refused with 503 and Retry-After. */
    Optional<Duration> refuse(MessageSource source);
}
