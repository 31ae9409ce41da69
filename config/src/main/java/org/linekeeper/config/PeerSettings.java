package org.linekeeper.config;

import java.time.Duration;

/**
 * How the peers of direct routes are watched.
 *
 * @param optionsInterval from one OPTIONS to a peer to the next; zero for none
 * @param missedToDemote how many OPTIONS in a row a peer leaves unanswered before it is tried last
 */
public record PeerSettings(Duration optionsInterval, int missedToDemote) {
    /** Whether peers are asked at all. */
    public boolean areAsked() {
        return !optionsInterval.isZero();
    }

    public static PeerSettings defaults() {
        return new PeerSettings(Duration.ofMinutes(1), 2);
    }
}
