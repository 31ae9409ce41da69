package org.linekeeper.call;

import org.linekeeper.call.machine.Ending;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.Side;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallOutcome.Leg;
import org.linekeeper.event.CallOutcome.Party;

/** Puts the bridge's ending into the words of a call record. */
final class CallOutcomes {
    private CallOutcomes() {}

    static CallOutcome of(Ending ending, CallDirection direction) {
        if (ending instanceof Ending.HungUp hungUp) {
            return new CallOutcome.Completed(hungUp.by() == Side.CALLER ? Party.CALLER : Party.CALLEE);
        }
        if (ending instanceof Ending.NotReached notReached) {
            return notReached(notReached, leg(Side.CALLEE, direction));
        }
        if (ending instanceof Ending.Broken broken) {
            return broken(broken, leg(broken.leg(), direction));
        }
        if (ending instanceof Ending.Stopped stopped) {
            return stopped.answered()
                    ? new CallOutcome.Completed(Party.GATEWAY)
                    : new CallOutcome.Refused(
                            "stopping", 503, 41, "The gateway was stopped while the call was set up.");
        }
        if (ending instanceof Ending.NotTransferred failed) {
            return notTransferred(failed.failure(), leg(failed.by(), direction));
        }
        return new CallOutcome.Cancelled();
    }

    /** The target is on the transferor's side. */
    private static CallOutcome notTransferred(LegFailure failure, Leg leg) {
        int status = failure.status() == 0 ? 503 : failure.status();
        return new CallOutcome.Failed(
                "transfer_failed",
                leg,
                status,
                31,
                "The call was transferred, and whoever did so hung up; then the target was not reached (" + status + " "
                        + failure.phrase() + ").");
    }

    private static Leg leg(Side side, CallDirection direction) {
        return (side == Side.CALLER) == (direction == CallDirection.TEAMS_TO_PBX) ? Leg.TEAMS : Leg.PBX;
    }

    private static String name(Leg leg) {
        return switch (leg) {
            case TEAMS -> "The Teams side";
            case PBX -> "The PBX";
        };
    }

    private static CallOutcome broken(Ending.Broken broken, Leg leg) {
        return switch (broken.kind()) {
            case NO_ACK ->
                new CallOutcome.Failed(
                        "no_ack",
                        leg,
                        408,
                        102,
                        name(leg)
                                + " never acknowledged the answer. Its ACK may go to another address: check the advertised"
                                + " host and any SIP ALG on the way.");
            case DIALOG_LOST, HANGUP, SHUTDOWN ->
                new CallOutcome.Failed(
                        "dialog_lost",
                        leg,
                        481,
                        41,
                        name(leg) + " no longer knew the call or stopped answering in the middle of it.");
        };
    }

    private static CallOutcome notReached(Ending.NotReached notReached, Leg leg) {
        LegFailure failure = notReached.failure();
        String who = name(leg);
        return switch (failure.kind()) {
            case REJECTED -> rejected(failure, leg, who);
            case CHALLENGED ->
                new CallOutcome.Failed(
                        leg == Leg.PBX ? "wrong_credentials" : "challenged",
                        leg,
                        failure.status(),
                        21,
                        leg == Leg.PBX
                                ? "The PBX did not accept the line's user name and password for a call. Check both on the PBX."
                                : "The SBC asks for a password; the gateway has none for it. Let it trust the gateway's address"
                                        + " or certificate.");
            case UNANSWERED ->
                new CallOutcome.Failed(
                        "timeout", leg, 408, 102, who + " did not answer at all. Check its address and any firewall.");
            case UNSENT ->
                new CallOutcome.Failed(
                        "unreachable", leg, 503, 38, who + " could not be reached: " + failure.phrase() + ".");
            case NOT_LOCATED -> new CallOutcome.Failed("dns_failure", leg, 503, 38, failure.phrase());
            case NO_ANSWER -> new CallOutcome.Failed("no_answer", leg, 480, 19, "Nobody answered in time.");
        };
    }

    private static CallOutcome rejected(LegFailure failure, Leg leg, String who) {
        int status = failure.status();
        String said = who + " answered " + status + " " + failure.phrase();
        return switch (status) {
            case 486, 600 -> new CallOutcome.Failed("busy", leg, status, 17, "");
            case 603, 607, 608 -> new CallOutcome.Failed("declined", leg, status, 21, "");
            case 480, 408 -> new CallOutcome.Failed("no_answer", leg, status, 19, said + ".");
            case 404, 484, 604 ->
                new CallOutcome.Failed(
                        "not_found",
                        leg,
                        status,
                        1,
                        said + ": it does not know the number. Check the number and the dial rules.");
            case 403 -> new CallOutcome.Failed("forbidden", leg, status, 21, said + ": the call is not allowed there.");
            case 488, 606, 415 ->
                new CallOutcome.Failed(
                        "media_refused",
                        leg,
                        status,
                        65,
                        said + ": it refused the codecs or the media encryption offered.");
            case 503 -> new CallOutcome.Failed("overloaded", leg, status, 41, said + " on every address tried.");
            default -> new CallOutcome.Failed("rejected", leg, status, 31, said + ".");
        };
    }
}
