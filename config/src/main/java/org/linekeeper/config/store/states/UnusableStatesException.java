package org.linekeeper.config.store.states;

import java.io.IOException;

/** The file is not one that this version can use; nothing in it was changed. The message goes on after the file's name. */
public final class UnusableStatesException extends IOException {
    private static final long serialVersionUID = 1;

    UnusableStatesException(String message) {
        super(message);
    }
}
