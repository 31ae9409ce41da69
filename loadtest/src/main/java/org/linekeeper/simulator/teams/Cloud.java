package org.linekeeper.simulator.teams;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.linekeeper.simulator.sip.TlsContexts;

/**
 * Where the simulated Teams is, and what it is called. All names must be in its certificate.
 *
 * @param fqdn what SBCs call
 * @param region the proxy that puts itself into Record-Route
 * @param api the host of Contact; nobody can call it at the port that Contact says
 * @param address where it listens, TLS; port 0 for any free port
 * @param sources the local addresses of the connections that it opens, used in turn
 * @param tls its certificate, and the root that an SBC's must come from
 * @param tenants the SBC names that tenants have configured
 * @param hosts addresses of the SBCs: it asks no DNS
 */
public record Cloud(
        String fqdn,
        String region,
        String api,
        InetSocketAddress address,
        List<InetAddress> sources,
        TlsContexts tls,
        Set<String> tenants,
        Map<String, InetAddress> hosts) {
    public Cloud {
        sources = List.copyOf(sources);
        tenants = Set.copyOf(tenants);
        hosts = Map.copyOf(hosts);
    }
}
