package org.linekeeper.registration;

/** Which lines have calls: those register first where others wait. */
@FunctionalInterface
public interface LiveCalls {
    /** Where there are no calls. */
    LiveCalls NONE = lineId -> false;

    /** Whether a call of the line is in progress. Any thread; never blocks; asked only while lines have to wait. */
    boolean has(String lineId);
}
