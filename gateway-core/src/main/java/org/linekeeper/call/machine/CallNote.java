package org.linekeeper.call.machine;

import java.util.Optional;

/** What a call tells the world. */
public sealed interface CallNote {
    /** The callee rings; at most once. */
    record Ringing() implements CallNote {}

    /** The callee answered with this description; at most once. */
    record Answered(Optional<Body> description) implements CallNote {}

    /** Both legs are over; the last note, exactly once. */
    record Finished(Ending ending) implements CallNote {}
}
