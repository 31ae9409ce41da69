package org.linekeeper.dns;

import java.net.InetSocketAddress;

/**
 * One place to send a request to.
 *
 * @param transport the transport to use
 * @param address resolved address and port
 * @param serverName the domain that was located, which a TLS certificate must name (RFC 5922 4), not the SRV target's name; lower
 *     case without last dot, or the text of the IP address that was located
 * @param localName who we are there, as Via says and our certificate names: a domain name in lower case; empty for what the
 *     listener says. Server location never sets it
 */
public record Target(SipTransport transport, InetSocketAddress address, String serverName, String localName) {
    /** A place where we are who the listener says. */
    public Target(SipTransport transport, InetSocketAddress address, String serverName) {
        this(transport, address, serverName, "");
    }

    /** The same place, where we go by that name. */
    public Target as(String name) {
        return name.equals(localName) ? this : new Target(transport, address, serverName, name);
    }

    /** For people: {@code udp:192.0.2.1:5060}; an IPv6 address in brackets. */
    public String shown() {
        String host = address.getAddress() == null
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return transport.token() + ":" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
