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

    /**
     * What one far end is told when the other one has refused a change within the call. A status that speaks of that one's own hop,
     * such as a challenge or a redirection, would mislead: 488 says all that is true on both, that the session stays as it was.
     */
    static Refusal within(int status, String phrase) {
        boolean ofOneHop = status < 400
                || switch (status) {
                    case 400, 401, 405, 407, 420, 421, 422, 423, 489, 493, 494, 503 -> true;
                    default -> false;
                };
        if (ofOneHop) {
            return of(488, "Not Acceptable Here (" + (status + " " + phrase).trim() + ")");
        }
        return of(status, phrase);
    }
}
