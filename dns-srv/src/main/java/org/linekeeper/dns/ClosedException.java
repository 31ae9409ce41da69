package org.linekeeper.dns;

import java.io.IOException;

/** The query was given up because the locator is closing. */
final class ClosedException extends IOException {
    ClosedException() {
        super("was not heard out, as server location is closing down");
    }
}
