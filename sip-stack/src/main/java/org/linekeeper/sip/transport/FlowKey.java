package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;

/**
 * What makes two uses of a connection the same: listener (and with it transport), peer address, the name that the peer's
 * certificate was checked for, and the certificate that we show, or a request of one tenant would go under the name of another.
 * Names are empty for connections that we accepted or that have no TLS. Each registration flow has a number of its own; 0 is for all
 * other messages.
 *
 * @param shown the {@link TlsIdentity#id} of our certificate
 */
record FlowKey(String listener, InetSocketAddress remote, String serverName, String shown, int number) {
    /** A connection that the peer opened. */
    static FlowKey accepted(String listener, InetSocketAddress remote) {
        return new FlowKey(listener, remote, "", "", 0);
    }
}
