package org.linekeeper.registration.pace.machine;

/** Whether lines of a PBX whose credentials never succeeded may be tried. Asked on the loops of several targets. */
public interface Gate {
    /** Lets one through, or not; to be asked only for one that would go at once. */
    boolean admits(long now);

    /** When to ask again; in the past while it is open. */
    long closedUntil();
}
