package org.linekeeper.config.store;

import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Durable runtime state of lines (their registrations), so that a restart resumes the timetable. Values are opaque here. A save
 * may be lost by a power cut, never by the end of the process. Blocks on the disk.
 */
public interface LineStateStore {
    /**
     * Writes the states of some lines; an empty array deletes. When the process is killed meanwhile, each of them is whole or as it
     * was. The state of a line goes with the line: one for a line that does not exist is never handed over.
     *
     * @throws StoreException when nothing was written
     */
    void save(Map<String, byte[]> stateByLineId);

    /**
     * Hands over every stored state, line by line. The consumer must not save.
     *
     * @return how many states there were of lines that do not exist any more; they are told of once
     * @throws StoreException when the disk refuses
     */
    int load(BiConsumer<String, byte[]> stateByLineId);

    /** How many stretches of what is stored were found damaged at the start. */
    int damages();
}
