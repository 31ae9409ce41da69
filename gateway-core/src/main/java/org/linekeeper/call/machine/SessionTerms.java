package org.linekeeper.call.machine;

import java.time.Duration;
import java.util.Optional;

/**
 * What a message says of session timers (RFC 4028).
 *
 * @param expires its Session-Expires
 * @param refresher who is to refresh, seen from the transaction of that message
 * @param timer whether the sender supports the extension
 */
public record SessionTerms(Optional<Duration> expires, Optional<Refresher> refresher, boolean timer) {
    /** A message that says nothing of them. */
    public static final SessionTerms NONE = new SessionTerms(Optional.empty(), Optional.empty(), false);

    /** Who sends the refreshes. */
    public enum Refresher {
        UAC,
        UAS
    }
}
