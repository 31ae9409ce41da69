package org.linekeeper.dns;

import java.net.InetSocketAddress;

/**
 * One place to send a request to.
 *
 * @param transport the transport to use
 * @param address resolved address and port
 * @param serverName the domain that was located, which a TLS certificate must name (RFC 5922 4), not the SRV target's name; lower
 *     case without last dot, or the text of the IP address that was located
 */
public record Target(SipTransport transport, InetSocketAddress address, String serverName) {}
