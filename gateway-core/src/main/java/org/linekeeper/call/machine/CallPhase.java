package org.linekeeper.call.machine;

/** How far a call is. */
public enum CallPhase {
    SETUP,
    RINGING,
    TALKING,
    ENDING
}
