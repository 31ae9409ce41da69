package org.linekeeper.cdr;

/** What came of opening the file of call records. */
public sealed interface CdrOpenOutcome {
    /** It is open for appending. */
    record Opened(CdrWriter writer) implements CdrOpenOutcome {}

    /** It cannot be written; nothing was started. The message says what to do. */
    record Refused(String message) implements CdrOpenOutcome {}
}
