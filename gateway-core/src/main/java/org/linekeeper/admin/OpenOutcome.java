package org.linekeeper.admin;

/** What came of opening the port. */
public sealed interface OpenOutcome {
    /** It answers. */
    record Opened(AdminServer server) implements OpenOutcome {}

    /** It does not, and nothing of it is left. The message says what to do. */
    record Refused(String message) implements OpenOutcome {}
}
