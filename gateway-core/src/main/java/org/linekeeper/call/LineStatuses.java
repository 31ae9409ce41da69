package org.linekeeper.call;

import java.time.Duration;
import java.util.Optional;
import org.linekeeper.call.presence.Presence.State;

/** How lines stand with calls. Safe for use by any thread; never blocks. */
public interface LineStatuses {
    /** A line's status; empty when there is no such line. */
    Optional<LineStatus> of(String lineId);

    /**
     * Says whether a line wants calls from its PBX.
     *
     * @param lasting for how long; empty for until it says something else
     * @return its status; empty when there is no such line, of which nothing is kept then
     */
    Optional<LineStatus> set(String lineId, State state, Optional<Duration> lasting);
}
