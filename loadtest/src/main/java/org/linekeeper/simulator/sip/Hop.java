package org.linekeeper.simulator.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a request goes next.
 *
 * @param serverName the name a TLS peer must prove; empty for its address
 * @param flow an existing flow that must be used; otherwise one is found or made
 * @param from the local address of a connection that is made; empty to leave that to the system
 */
public record Hop(
        Protocol protocol,
        InetSocketAddress remote,
        Optional<String> serverName,
        Optional<Flow> flow,
        Optional<InetAddress> from) {
    public static Hop to(Protocol protocol, InetSocketAddress remote) {
        return new Hop(protocol, remote, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Hop tls(InetSocketAddress remote, String serverName) {
        return new Hop(Protocol.TLS, remote, Optional.of(serverName), Optional.empty(), Optional.empty());
    }

    public static Hop over(Flow flow) {
        return new Hop(flow.protocol(), flow.remote(), Optional.empty(), Optional.of(flow), Optional.empty());
    }

    /** The same by a connection from this address of ours. */
    public Hop from(InetAddress address) {
        return new Hop(protocol, remote, serverName, flow, Optional.of(address));
    }
}
