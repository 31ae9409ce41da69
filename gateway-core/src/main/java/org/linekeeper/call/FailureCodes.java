package org.linekeeper.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.Refusal;
import org.linekeeper.call.machine.RefusalPolicy;

/**
 * Which code the caller sees when the callee was not reached.
 *
 * <p>Codes pass as they are, but for those that speak of our own hop: challenges, extensions, redirections. 503 to Teams means
 * "try another SBC" and passes; 503 to a PBX would mark the whole gateway as down for one tenant's trouble, so the PBX sees 480
 * and follows the rule of the extension for "unreachable". The original code goes along in a Reason header (RFC 3326).
 */
final class FailureCodes {
    private FailureCodes() {}

    /** The caller is Teams. */
    static RefusalPolicy towardsTeams() {
        return failure -> switch (failure.kind()) {
            case REJECTED -> rejected(failure, true);
            case CHALLENGED -> refusal(failure, 403, "Forbidden");
            case UNANSWERED -> refusal(failure, 504, "Server Time-out");
            case UNSENT, NOT_LOCATED -> refusal(failure, 503, "Service Unavailable");
            case NO_ANSWER -> refusal(failure, 480, "Temporarily Unavailable");
        };
    }

    /** The caller is a PBX. */
    static RefusalPolicy towardsPbx() {
        return failure -> switch (failure.kind()) {
            case REJECTED -> rejected(failure, false);
            case CHALLENGED, UNANSWERED, UNSENT, NOT_LOCATED, NO_ANSWER ->
                refusal(failure, 480, "Temporarily Unavailable");
        };
    }

    /**
     * Whoever sent the REFER is told by NOTIFY what its own side answered. RFC 3515 2.4.5: the body is "the status line of the
     * response" that reports on the request which the REFER caused; nothing is translated for another side.
     */
    static RefusalPolicy towardsTransferor() {
        return failure -> switch (failure.kind()) {
            case REJECTED -> new Refusal(failure.status(), failure.phrase(), failure.retryAfter(), failure.reasons());
            case CHALLENGED -> refusal(failure, 403, "Forbidden");
            case UNANSWERED -> refusal(failure, 408, "Request Timeout");
            case UNSENT, NOT_LOCATED -> refusal(failure, 503, "Service Unavailable");
            case NO_ANSWER -> refusal(failure, 480, "Temporarily Unavailable");
        };
    }

    private static Refusal rejected(LegFailure failure, boolean teams) {
        int status = failure.status();
        if (status < 400) {
            // A redirection names places inside the far side's network: it is never shown to the caller.
            return refusal(failure, 480, "Temporarily Unavailable");
        }
        return switch (status) {
            case 401, 407 -> refusal(failure, 403, "Forbidden");
            case 400, 405, 420, 421, 422, 423, 489, 493, 494 -> refusal(failure, 500, "Server Internal Error");
            case 408, 503, 504 ->
                teams
                        ? new Refusal(status, failure.phrase(), failure.retryAfter(), failure.reasons())
                        : refusal(failure, 480, "Temporarily Unavailable");
            default -> new Refusal(status, failure.phrase(), failure.retryAfter(), failure.reasons());
        };
    }

    private static Refusal refusal(LegFailure failure, int status, String phrase) {
        List<String> reasons = new ArrayList<>(failure.reasons());
        if (failure.status() != 0 && failure.status() != status) {
            reasons.add("SIP;cause=" + failure.status());
        }
        return new Refusal(status, phrase, Optional.empty(), reasons);
    }
}
