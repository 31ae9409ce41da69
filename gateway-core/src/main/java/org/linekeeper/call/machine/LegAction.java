package org.linekeeper.call.machine;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.Target;

/** What a leg machine wants done. */
public sealed interface LegAction {
    /** Caller leg: send a provisional response. */
    record SendProvisional(int status, String phrase, Optional<Body> body) implements LegAction {}

    /** Caller leg: send 200 to the INVITE. */
    record SendAnswer(Optional<Body> body, SessionTimer timer) implements LegAction {
        SendAnswer(Optional<Body> body) {
            this(body, SessionTimer.OFF);
        }
    }

    /** Caller leg: send a final failure to the INVITE. */
    record SendRefusal(Refusal refusal) implements LegAction {}

    /** Callee leg: locate a server; {@link LegSignal.Located} or {@link LegSignal.NotLocated} follows. */
    record Locate(Destination.Named place) implements LegAction {
        Locate(ServerName name) {
            this(new Destination.Named(name));
        }
    }

    /**
     * Callee leg: send an INVITE in a new transaction.
     *
     * @param withCredentials whether it answers the challenge of the attempt before
     * @param offer what it offers
     * @param interval the session interval that it asks for
     * @param uri its Request-URI, where a 3xx gave one; empty for the usual one
     */
    record SendInvite(
            int attempt,
            Target target,
            boolean withCredentials,
            Optional<Body> offer,
            Duration interval,
            Optional<String> uri)
            implements LegAction {
        SendInvite(int attempt, Target target, boolean withCredentials, Optional<Body> offer, Duration interval) {
            this(attempt, target, withCredentials, offer, interval, Optional.empty());
        }
    }

    /** Callee leg: CANCEL that attempt; once for each attempt. */
    record SendCancel(int attempt, Release release) implements LegAction {}

    /** Callee leg: acknowledge an unwanted 2xx and hang up at once (RFC 3261 13.2.2.4). */
    record DropAnswer(int attempt, String fork) implements LegAction {}

    /** Callee leg: the target did not serve; how long it asked to be left alone. */
    record Suspect(Target target, Optional<Duration> retryAfter) implements LegAction {}

    /** Callee leg: the target serves. */
    record Trust(Target target) implements LegAction {}

    /** Acknowledge the last 2xx received on this leg. */
    record SendAck(Optional<Body> answer) implements LegAction {}

    /** Send a re-INVITE. */
    record SendUpdate(Optional<Body> offer, SessionTimer timer) implements LegAction {
        SendUpdate(Optional<Body> offer) {
            this(offer, SessionTimer.OFF);
        }
    }

    /** Send 200 to the re-INVITE or UPDATE received last. */
    record SendUpdateAnswer(Optional<Body> answer, SessionTimer timer) implements LegAction {
        SendUpdateAnswer(Optional<Body> answer) {
            this(answer, SessionTimer.OFF);
        }
    }

    /**
     * Send a failure to the re-INVITE or UPDATE received last.
     *
     * @param phrase why, in words; empty for those of the status
     */
    record SendUpdateRefusal(int status, String phrase) implements LegAction {
        SendUpdateRefusal(int status) {
            this(status, "");
        }
    }

    /** Send 202 to the REFER received last, and begin its subscription (RFC 3515 2.4.4). */
    record AcceptRefer() implements LegAction {}

    /** Send a failure to the REFER received last. */
    record RefuseRefer(int status) implements LegAction {}

    /** Let the far end execute a transfer, in the way that is said; {@link LegSignal.ReferAnswered} follows. */
    record PassRefer(Refer refer) implements LegAction {}

    /** Send REFER; {@link LegSignal.ReferAnswered} and {@link LegSignal.ReferProgress} follow. */
    record SendRefer(String referTo, String referredBy) implements LegAction {}

    /** Send NOTIFY with this status line, after those before it were answered; {@link LegSignal.Notified} follows the last. */
    record SendNotify(int status, String phrase, boolean last) implements LegAction {}

    /** Tell the call that this leg leads to. */
    record Cross(LegEvent event) implements LegAction {}

    /** From now on the third leg is this one; what was there is over. */
    record TakeSeat(Side seat) implements LegAction {}

    /** Send BYE. */
    record SendBye(Release release) implements LegAction {}

    /** Start a timer; it does not run yet. */
    record StartTimer(LegTimer timer) implements LegAction {}

    /** Start a timer whose time is told; it may run already. */
    record StartTimerFor(LegTimer timer, Duration delay) implements LegAction {}

    /** Stop a timer, whether it runs or not. */
    record StopTimer(LegTimer timer) implements LegAction {}
}
