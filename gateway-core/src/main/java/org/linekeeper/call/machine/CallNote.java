package org.linekeeper.call.machine;

/** What a call tells the world. */
public sealed interface CallNote {
    /** The callee rings; at most once. */
    record Ringing() implements CallNote {}

    /** The callee answered; at most once. */
    record Answered() implements CallNote {}

    /** Both legs are over; the last note, exactly once. */
    record Finished(Ending ending) implements CallNote {}
}
