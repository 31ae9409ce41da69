package org.linekeeper.call.peer.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a peer. Immutable.
 *
 * @param state whether it is used before others
 * @param since when it came into that state
 * @param missed how many OPTIONS in a row brought no useful answer
 * @param lastAnswer the last final response; empty before the first
 * @param trouble why it is not up, in plain words; empty when it is
 */
public record PeerHealth(
        PeerState state, Instant since, int missed, Optional<LastAnswer> lastAnswer, Optional<String> trouble) {
    /** The last response to an OPTIONS of ours. */
    public record LastAnswer(Instant at, int status, String reason) {}

    /** Nothing was asked yet. */
    public static PeerHealth untried(Instant now) {
        return new PeerHealth(PeerState.UNTRIED, now, 0, Optional.empty(), Optional.empty());
    }

    PeerHealth answered(PeerState next, Instant now, LastAnswer answer, Optional<String> why) {
        int failures = next == PeerState.UP ? 0 : missed + 1;
        return new PeerHealth(next, next == state ? since : now, failures, Optional.of(answer), why);
    }

    PeerHealth missed(PeerState next, Instant now, String why) {
        return new PeerHealth(next, next == state ? since : now, missed + 1, lastAnswer, Optional.of(why));
    }

    /** How long it has been in this state; never negative, for clocks are set back. */
    public Duration age(Instant now) {
        Duration age = Duration.between(since, now);
        return age.isNegative() ? Duration.ZERO : age;
    }
}
