package org.linekeeper.call.machine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why the callee was not reached.
 *
 * @param kind what happened
 * @param status the SIP status of the last answer; 0 when there was none
 * @param phrase its reason phrase, or the cause in plain words
 * @param retryAfter its Retry-After
 * @param reasons values of its Reason headers (RFC 3326)
 */
public record LegFailure(Kind kind, int status, String phrase, Optional<Duration> retryAfter, List<String> reasons) {
    /** What happened. */
    public enum Kind {
        /** A final failure response came. */
        REJECTED,
        /** A challenge came that we do not answer, or that our answer did not satisfy. */
        CHALLENGED,
        /** No response at all in time. */
        UNANSWERED,
        /** The request could not be sent. */
        UNSENT,
        /** Server location found nothing. */
        NOT_LOCATED,
        /** It rang longer than we let it. */
        NO_ANSWER
    }

    public LegFailure {
        reasons = List.copyOf(reasons);
    }

    static LegFailure of(Kind kind, String phrase) {
        return new LegFailure(kind, 0, phrase, Optional.empty(), List.of());
    }
}
