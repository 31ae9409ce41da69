package org.linekeeper.config.store;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The lines that take no calls now, so that a restart does not let calls in that nobody wants. What is known of a line goes with the
 * line. Any thread, but for change listeners.
 */
public interface PresenceStore {
    /**
     * What a line said.
     *
     * @param state a name that the caller gives it
     * @param since from when on
     * @param until when it is over by itself; empty for not before it is told so
     */
    record Stored(String state, Instant since, Optional<Instant> until) {}

    /** Keeps what a line said last, soon and without waiting for the disk; nothing when there is no such line. */
    void save(String lineId, Stored presence);

    /** The line takes calls again; soon. */
    void delete(String lineId);

    /**
     * What is kept, by line; blocks on the disk.
     *
     * @throws StoreException when the disk refuses
     */
    Map<String, Stored> load();
}
