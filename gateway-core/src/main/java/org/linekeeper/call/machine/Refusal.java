package org.linekeeper.call.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A final failure response to the caller's INVITE.
 *
 * @param status 300 to 699
 * @param phrase reason phrase
 * @param retryAfter Retry-After, when the caller may try again
 * @param reasons values of Reason headers (RFC 3326)
 */
public record Refusal(int status, String phrase, Optional<Duration> retryAfter, List<String> reasons) {
    public Refusal {
        reasons = List.copyOf(reasons);
    }

    /** A refusal that says nothing more. */
    public static Refusal of(int status, String phrase) {
        return new Refusal(status, phrase, Optional.empty(), List.of());
    }
}
