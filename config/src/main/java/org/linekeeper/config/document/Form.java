package org.linekeeper.config.document;

/**
 * The form that a value must have.
 *
 * @param <T> what it stands for
 */
@FunctionalInterface
public interface Form<T> {
    /** Reads a value that is not null. */
    Reading<T> read(Node node);

    /** What became of it. */
    sealed interface Reading<T> {
        record Good<T>(T value) implements Reading<T> {}

        /** What is wrong and what is allowed. */
        record Bad<T>(String message) implements Reading<T> {}
    }
}
