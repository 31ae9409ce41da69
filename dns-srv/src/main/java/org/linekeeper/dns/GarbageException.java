package org.linekeeper.dns;

import java.io.IOException;

/** A DNS server replied, but with bytes that are no DNS message. */
final class GarbageException extends IOException {
    GarbageException(IOException cause) {
        super("replied with bytes that cannot be read", cause);
    }
}
