package org.linekeeper.dns;

import java.io.IOException;

/** The query was given up on this side; no DNS server is to blame and no other one will be asked. */
final class NotAskedException extends IOException {
    NotAskedException(String message) {
        super(message);
    }
}
