package org.linekeeper.loadtest.demo;

/** Something that the demo promises did not happen. The message says what, in plain words. */
final class DemoFailure extends Exception {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }

    DemoFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
