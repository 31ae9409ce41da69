package org.linekeeper.config.store;

/** The store could not be read or written; the message is for an operator. */
public final class StoreException extends RuntimeException {
    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
