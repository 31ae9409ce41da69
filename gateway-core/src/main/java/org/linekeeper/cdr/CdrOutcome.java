package org.linekeeper.cdr;

/** What became of a record. */
public sealed interface CdrOutcome {
    /** The line is in the file, and the file was forced to the disk. */
    record Written() implements CdrOutcome {}

    /** The line is in no file; it was logged and counted. */
    record Lost(String reason) implements CdrOutcome {}
}
