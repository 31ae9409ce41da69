package org.linekeeper.config.store;

/** What came of opening a store. */
public sealed interface OpenOutcome {
    /** Open and loaded; close it in the end. */
    record Opened(SqliteStore store) implements OpenOutcome {}

    /** It cannot be used; the message is for an operator. Nothing is left open. */
    record Refused(String message) implements OpenOutcome {}
}
