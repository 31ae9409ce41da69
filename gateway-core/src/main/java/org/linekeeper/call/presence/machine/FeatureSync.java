package org.linekeeper.call.presence.machine;

import java.util.Optional;

/**
 * How far a PBX has been told whether a line is not to be disturbed. One request is under way at most; what is wanted meanwhile waits,
 * and only the last of it counts. A PBX that was told to keep its calls has to be told the end of it: that is tried again, while a
 * beginning that failed is not, for the line refuses the calls itself. It waits for the line to be registered, though.
 *
 * @param wanted what the line wants
 * @param sending what the request under way says
 * @param told what the PBX accepted last; empty when nobody knows, as after a start of the gateway
 * @param subscribed whether there is a subscription to send within
 * @param challenges answered in a row
 * @param failures in a row to tell the end
 */
public record FeatureSync(
        boolean wanted,
        Optional<Boolean> sending,
        Optional<Boolean> told,
        boolean subscribed,
        int challenges,
        int failures) {
    /** Of a line that nobody has been told of. */
    public static final FeatureSync NEW = new FeatureSync(false, Optional.empty(), Optional.empty(), false, 0, 0);

    /** Of a line whose PBX was told before a restart not to disturb it. */
    public static final FeatureSync TOLD_BEFORE =
            new FeatureSync(true, Optional.empty(), Optional.of(true), false, 0, 0);

    private static final int MOST_CHALLENGES = 2;

    /** What to do. */
    public enum Effect {
        NOTHING,
        /** Send what {@link #sending} says. */
        SEND,
        /** The same once more, with an answer to the challenge; {@link #failed} if there is none. */
        SEND_WITH_CREDENTIALS,
        /** The PBX accepted it; nothing is left to say. */
        REST,
        /** The PBX does not know the event package; nothing is left to say. */
        GIVE_UP,
        /** It failed; try again after a while. */
        TRY_LATER
    }

    /** What came of an event. */
    public record Step(FeatureSync next, Effect effect) {}

    /** The line wants something. */
    public Step want(boolean doNotDisturb) {
        FeatureSync next = new FeatureSync(doNotDisturb, sending, told, subscribed, challenges, 0);
        return next.sending.isPresent() || next.isTold() ? new Step(next, Effect.NOTHING) : next.send();
    }

    /** The time to try again has come. */
    public Step again() {
        return sending.isPresent() || isTold() ? new Step(this, Effect.NOTHING) : send();
    }

    /** The subscription has run out. */
    public FeatureSync expired() {
        return new FeatureSync(wanted, sending, told, false, challenges, failures);
    }

    /** Whether nothing needs to be remembered: all is as with a line that never said anything. */
    public boolean isIdle() {
        return !wanted && sending.isEmpty() && failures == 0;
    }

    /** A final response. */
    public Step answered(int status) {
        if (status / 100 == 2) {
            FeatureSync next = new FeatureSync(wanted, Optional.empty(), sending, true, 0, 0);
            return next.isTold() ? new Step(next, Effect.REST) : next.send();
        }
        return switch (status) {
            case 401, 407 ->
                challenges < MOST_CHALLENGES
                        ? new Step(
                                new FeatureSync(wanted, sending, told, subscribed, challenges + 1, failures),
                                Effect.SEND_WITH_CREDENTIALS)
                        : failed();
            // RFC 6665 4.1.2.2: a 481 to a request within a subscription means that it has ended.
            case 481 -> subscribed ? expired().send() : failed();
            // RFC 6665 7.2.2: 489 (Bad Event) says that the event package is not supported; older servers say that they
            // do not implement SUBSCRIBE.
            case 405, 489, 501 ->
                new Step(new FeatureSync(wanted, Optional.empty(), Optional.empty(), false, 0, 0), Effect.GIVE_UP);
            default -> failed();
        };
    }

    /** There was no answer, or the request could not be sent, or there are no credentials for its challenge. */
    public Step failed() {
        Optional<Boolean> tried = sending;
        FeatureSync next = new FeatureSync(wanted, Optional.empty(), Optional.empty(), false, 0, failures + 1);
        if (!tried.equals(Optional.of(wanted))) {
            return next.send();
        }
        return wanted
                ? new Step(new FeatureSync(true, Optional.empty(), Optional.empty(), false, 0, 0), Effect.NOTHING)
                : new Step(next, Effect.TRY_LATER);
    }

    /** The line is not registered, so that the PBX cannot be told of it for now. */
    public Step unplaced() {
        return new Step(
                new FeatureSync(wanted, Optional.empty(), Optional.empty(), false, 0, failures + 1), Effect.TRY_LATER);
    }

    private boolean isTold() {
        return told.equals(Optional.of(wanted));
    }

    private Step send() {
        return new Step(new FeatureSync(wanted, Optional.of(wanted), told, subscribed, 0, failures), Effect.SEND);
    }
}
