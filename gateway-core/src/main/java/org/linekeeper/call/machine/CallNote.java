package org.linekeeper.call.machine;

import java.util.Optional;

/** What a call tells the world. */
public sealed interface CallNote {
    /** The callee rings; at most once. */
    record Ringing() implements CallNote {}

    /** The callee answered with this description; at most once. */
    record Answered(Optional<Body> description) implements CallNote {}

    /**
     * A REFER was accepted: the target is to be called.
     *
     * @param by who asked for it
     * @param refer what it asked for
     * @param offer what the target is to be offered
     */
    record Referred(Side by, Refer refer, Optional<Body> offer) implements CallNote {}

    /** The PBX does not execute the transfer; the gateway does. */
    record NotPassed(int status) implements CallNote {}

    /** Somebody else has the seat of that side. */
    record Transferred(Side by) implements CallNote {}

    /** The target of a REFER was not reached. */
    record NotTransferred(int status) implements CallNote {}

    /** Both legs are over; the last note, exactly once. */
    record Finished(Ending ending) implements CallNote {}
}
