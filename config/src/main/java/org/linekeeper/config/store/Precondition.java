package org.linekeeper.config.store;

/** What must hold for a write to happen (the If-Match and If-None-Match headers of RFC 9110). */
public sealed interface Precondition {
    /** Write whatever stands there. */
    record None() implements Precondition {}

    /** Only when the entity stands at this revision. */
    record AtRevision(long revision) implements Precondition {}

    /** Only when there is no such entity yet. */
    record Absent() implements Precondition {}
}
