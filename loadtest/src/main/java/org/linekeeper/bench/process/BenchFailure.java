package org.linekeeper.bench.process;

/** The benchmark could not be carried out; the message is for who runs it. */
public final class BenchFailure extends Exception {
    private static final long serialVersionUID = 1L;

    public BenchFailure(String message) {
        super(message);
    }
}
