package org.linekeeper.call;

import java.net.InetAddress;
import java.util.Optional;
import org.linekeeper.config.model.Hosts;

/** IP addresses as they stand in the URIs of far ends. Never asks DNS, which would block the loop. */
final class Literals {
    private Literals() {}

    /** The address of a host; IPv6 in brackets (RFC 3261 25.1) or without. Empty for names, and for digits and dots that are none. */
    static Optional<InetAddress> address(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return Hosts.address(bracketed ? host.substring(1, host.length() - 1) : host);
    }
}
