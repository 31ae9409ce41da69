package org.linekeeper.simulator.sip;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a request goes next.
 *
 * @param serverName the name a TLS peer must prove; empty for its address
 * @param flow an existing flow that must be used; otherwise one is found or made
 */
public record Hop(Protocol protocol, InetSocketAddress remote, Optional<String> serverName, Optional<Flow> flow) {
    public static Hop to(Protocol protocol, InetSocketAddress remote) {
        return new Hop(protocol, remote, Optional.empty(), Optional.empty());
    }

    public static Hop tls(InetSocketAddress remote, String serverName) {
        return new Hop(Protocol.TLS, remote, Optional.of(serverName), Optional.empty());
    }

    public static Hop over(Flow flow) {
        return new Hop(flow.protocol(), flow.remote(), Optional.empty(), Optional.of(flow));
    }
}
