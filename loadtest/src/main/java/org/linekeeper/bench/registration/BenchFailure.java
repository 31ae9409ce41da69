package org.linekeeper.bench.registration;

/** The benchmark could not be carried out; the message is for who runs it. */
final class BenchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }
}
