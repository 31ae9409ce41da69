package org.linekeeper.dns;

import java.io.IOException;

/** The answer did not fit into a datagram and could not be had over TCP. */
final class TcpException extends IOException {
    TcpException(IOException cause) {
        super("has an answer too long for UDP and cannot be reached over TCP (" + cause.getMessage() + ")", cause);
    }
}
