package org.linekeeper.app;

/** A part of the gateway could not start. The message is for an operator: what it was and what to do. */
final class CannotStart extends Exception {
    CannotStart(String message) {
        super(message);
    }
}
