package org.linekeeper.call;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.linekeeper.call.machine.Ending;
import org.linekeeper.call.machine.LegFailure;
import org.linekeeper.call.machine.Side;
import org.linekeeper.event.CallDirection;
import org.linekeeper.event.CallOutcome;
import org.linekeeper.event.CallOutcome.Leg;
import org.linekeeper.event.CallOutcome.Party;
import org.linekeeper.event.CallOutcome.Stage;

/** Puts the bridge's ending into the words of a call record. */
final class CallOutcomes {
    /** Outcomes of an answered call, also of one whose transfer failed, of one that its caller gave up, and of those that the gateway ended. */
    static final List<String> OTHERS = List.of("completed", "cancelled", "stopping", "released", "transfer_failed");

    /** RFC 3326 2: {@code Q.850;cause=16}. */
    private static final Pattern Q850 = Pattern.compile("(?i)^\\s*Q\\.850\\s*;(?:.*;)?\\s*cause\\s*=\\s*(\\d{1,3})");

    private CallOutcomes() {}

    /** What the words are about. */
    interface Scene {
        CallDirection direction();

        Stage stage();

        FailureAdvice advice(Leg leg);
    }

    static CallOutcome of(Ending ending, Scene scene) {
        if (ending instanceof Ending.HungUp hungUp) {
            return new CallOutcome.Completed(party(hungUp.by()));
        }
        if (ending instanceof Ending.NotReached notReached) {
            return notReached(notReached.failure(), leg(Side.CALLEE, scene.direction()), scene);
        }
        if (ending instanceof Ending.Broken broken) {
            return broken(broken, leg(broken.leg(), scene.direction()), scene);
        }
        if (ending instanceof Ending.Released) {
            boolean answered = scene.stage() == Stage.ANSWERED;
            return new CallOutcome.Released(
                    "released",
                    Party.OPERATOR,
                    scene.stage(),
                    answered ? 200 : 480,
                    16,
                    "Somebody ended the call with POST /calls/{id}:release.");
        }
        if (ending instanceof Ending.Stopped stopped) {
            return stopped.answered()
                    ? new CallOutcome.Completed(Party.GATEWAY)
                    : new CallOutcome.Released(
                            "stopping",
                            Party.GATEWAY,
                            scene.stage(),
                            503,
                            41,
                            "The gateway was stopped while the call was set up.");
        }
        if (ending instanceof Ending.NotTransferred failed) {
            return notTransferred(failed, scene);
        }
        if (ending instanceof Ending.NotJoined failed) {
            return notJoined(failed, scene);
        }
        return new CallOutcome.Cancelled(scene.stage());
    }

    private static Party party(Side side) {
        return side == Side.CALLER ? Party.CALLER : Party.CALLEE;
    }

    /** The target is on the transferor's side. */
    private static CallOutcome notTransferred(Ending.NotTransferred ending, Scene scene) {
        LegFailure failure = ending.failure();
        int status = failure.status() == 0 ? 503 : failure.status();
        return new CallOutcome.Failed(
                "transfer_failed",
                party(ending.by()),
                leg(ending.by(), scene.direction()),
                scene.stage(),
                status,
                31,
                "The call was transferred, and whoever did so hung up; then the target was not reached: " + status + " "
                        + ReasonText.after(failure.phrase(), failure.reasons()) + ".");
    }

    /** Whoever is left does not take what the target has. */
    private static CallOutcome notJoined(Ending.NotJoined ending, Scene scene) {
        Side left = ending.by().other();
        return new CallOutcome.Failed(
                "transfer_failed",
                party(left),
                leg(left, scene.direction()),
                scene.stage(),
                ending.status(),
                65,
                "The call was transferred, and whoever did so hung up; the target answered, but the other side refused its "
                        + "media (" + ending.status() + "): allow PCMU or PCMA, and SRTP, on both.");
    }

    private static Leg leg(Side side, CallDirection direction) {
        return (side == Side.CALLER) == (direction == CallDirection.TEAMS_TO_PBX) ? Leg.TEAMS : Leg.PBX;
    }

    private static CallOutcome broken(Ending.Broken broken, Leg leg, Scene scene) {
        Failures what =
                switch (broken.kind()) {
                    case NO_ACK -> Failures.NO_ACK;
                    case DIALOG_LOST, HANGUP, SHUTDOWN, OPERATOR -> Failures.DIALOG_LOST;
                };
        return new CallOutcome.Failed(
                what.code(),
                Party.GATEWAY,
                leg,
                scene.stage(),
                what == Failures.NO_ACK ? 408 : 481,
                what.q850(),
                scene.advice(leg).broken(what));
    }

    private static CallOutcome notReached(LegFailure failure, Leg leg, Scene scene) {
        Failures what =
                switch (failure.kind()) {
                    case REJECTED -> Failures.of(failure.status());
                    case CHALLENGED -> leg == Leg.PBX ? Failures.WRONG_CREDENTIALS : Failures.CHALLENGED;
                    case UNANSWERED -> Failures.TIMEOUT;
                    case UNSENT -> Failures.UNREACHABLE;
                    case NOT_LOCATED -> Failures.DNS_FAILURE;
                    case NO_ANSWER -> Failures.NO_ANSWER;
                };
        int status =
                switch (failure.kind()) {
                    case REJECTED, CHALLENGED -> failure.status();
                    case UNANSWERED -> 408;
                    case UNSENT, NOT_LOCATED -> 503;
                    case NO_ANSWER -> 480;
                };
        // Whoever says nothing, or cannot be found, ends nothing.
        Party endedBy =
                switch (failure.kind()) {
                    case REJECTED, CHALLENGED -> Party.CALLEE;
                    case UNANSWERED, UNSENT, NOT_LOCATED, NO_ANSWER -> Party.GATEWAY;
                };
        return new CallOutcome.Failed(
                what.code(),
                endedBy,
                leg,
                scene.stage(),
                status,
                q850(failure.reasons(), what),
                scene.advice(leg).of(what, failure));
    }

    /** What the far side's exchange gave as cause says more than its SIP status. */
    private static int q850(List<String> reasons, Failures what) {
        for (String reason : reasons) {
            Matcher matcher = Q850.matcher(reason);
            if (matcher.find()) {
                int cause = Integer.parseInt(matcher.group(1));
                if (cause >= 1 && cause <= 127) {
                    return cause;
                }
            }
        }
        return what.q850();
    }
}
