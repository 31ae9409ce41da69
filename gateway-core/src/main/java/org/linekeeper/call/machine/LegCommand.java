package org.linekeeper.call.machine;

import java.util.Optional;

/** What the bridge wants of a leg. */
public sealed interface LegCommand extends LegInput {
    /** Callee leg: begin. */
    record Dial() implements LegCommand {}

    /** Caller leg: tell the caller of progress (18x). */
    record Ring(int status, String phrase, Optional<Body> body) implements LegCommand {}

    /** Caller leg: the callee answered. */
    record Accept(Optional<Body> body) implements LegCommand {}

    /** Caller leg: the callee was not reached. */
    record Refuse(Refusal refusal) implements LegCommand {}

    /** The far side acknowledged; carries the answer when the 2xx carried the offer. */
    record Acknowledge(Optional<Body> body) implements LegCommand {}

    /** End this leg, whatever state it is in. */
    record Hangup(Release release) implements LegCommand {}

    /** The far side wants to change the session. */
    record Update(Optional<Body> offer) implements LegCommand {}

    /** The far side agreed to the change that this leg asked for. */
    record AcceptUpdate(Optional<Body> answer) implements LegCommand {}

    /**
     * The session is to become this. The leg offers it until it is accepted or refused.
     *
     * @param hops how often the change went across
     * @param awaited whether somebody waits for it: then {@link LegEvent.UpdateAgreed} or {@link LegEvent.UpdateDeclined} follows,
     *     unless the leg ends before
     */
    record Adopt(Optional<Body> description, int hops, boolean awaited) implements LegCommand {
        Adopt(Optional<Body> description, int hops) {
            this(description, hops, false);
        }
    }

    /** Tell what is in force here. */
    record Describe() implements LegCommand {}

    /** The far end is to execute a transfer; {@link LegEvent.ReferAnswered} follows, and {@link LegEvent.ReferProgress}. */
    record PassRefer(Refer refer) implements LegCommand {}

    /** The transfer that this leg asked for is under way. */
    record AcceptRefer() implements LegCommand {}

    /** The transfer that this leg asked for is not done. */
    record RefuseRefer(int status) implements LegCommand {}

    /** How far the transfer is that this leg asked for. */
    record Notify(int status, String phrase, boolean last) implements LegCommand {}

    /** The far side did not agree, and what it said with it; the session stays as it was. */
    record RefuseUpdate(int status, String phrase) implements LegCommand {
        RefuseUpdate(int status) {
            this(status, "");
        }
    }
}
