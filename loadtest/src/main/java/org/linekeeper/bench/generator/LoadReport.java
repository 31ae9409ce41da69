package org.linekeeper.bench.generator;

import java.util.Map;

/**
 * What has become of the calls of a load so far. A call is counted once as completed, refused (in {@code refusal}) or failed.
 *
 * @param over whether all have been placed and are over at both ends
 * @param placed calls placed, those that were left out too
 * @param live calls in progress
 * @param completed from INVITE to the 200 to BYE, at both ends
 * @param completedInTime of them, those that were answered while calls were still being placed
 * @param leftOut calls that were due and not placed, because too many were in progress
 * @param failedByCode calls that ended with this code; a 503 here had no Retry-After, the final answer to a BYE counts too
 * @param inviteTimeOuts calls without a final answer after 64*T1 (Timer B, and as long after a provisional one)
 * @param byeTimeOuts calls whose BYE was not answered within 64*T1 (Timer F)
 * @param withoutBye calls that were over for the caller and not for the callee, 64*T1 later
 * @param withoutAck calls whose 200 had no ACK within 64*T1 (RFC 3261 13.3.1.4)
 * @param endedByOther calls that the gateway ended by BYE to the caller
 * @param invitesAgain INVITEs sent again (Timer A)
 * @param byesAgain BYEs sent again (Timer E)
 * @param oksAgain 200s to INVITE sent again (RFC 3261 13.3.1.4)
 * @param heardAgain requests and responses that came again, late ones too
 * @param refusal from INVITE to a 503 with Retry-After; {@code within} half a second
 * @param ringing from INVITE to 180 at the caller
 * @param arrival from INVITE at the caller to INVITE at the callee
 * @param late from the moment at which a call was due to that at which it was placed
 */
public record LoadReport(
        boolean over,
        int placed,
        int live,
        long completed,
        long completedInTime,
        long leftOut,
        Map<Integer, Long> failedByCode,
        long inviteTimeOuts,
        long byeTimeOuts,
        long withoutBye,
        long withoutAck,
        long endedByOther,
        long invitesAgain,
        long byesAgain,
        long oksAgain,
        long heardAgain,
        TimesReport refusal,
        TimesReport ringing,
        TimesReport arrival,
        TimesReport late) {
    public LoadReport {
        failedByCode = Map.copyOf(failedByCode);
    }

    /** Calls refused by 503 with Retry-After. */
    public long refused() {
        return refusal.count();
    }

    /** Calls that are over and neither completed nor refused. */
    public long failed() {
        return placed - live - completed - refused();
    }

    /** Messages that anybody sent again. */
    public long repeats() {
        return invitesAgain + byesAgain + oksAgain + heardAgain;
    }
}
