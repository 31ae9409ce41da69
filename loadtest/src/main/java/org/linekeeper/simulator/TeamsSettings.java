package org.linekeeper.simulator;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;

/**
 * How the simulated Teams side behaves.
 *
 * @param fqdn its own name: what its certificate and its URIs say
 * @param address where it listens, TLS; port 0 for any free port
 * @param identity its certificate; the peer's must come from the same authority
 * @param tenants the SBC names it knows; a call from another is answered 403
 * @param hosts addresses of the names it has to reach: it asks no DNS
 * @param srtpRequired whether an offer without SRTP is refused, as Microsoft does
 */
public record TeamsSettings(
        String fqdn,
        InetSocketAddress address,
        TlsIdentity identity,
        Set<String> tenants,
        Map<String, InetAddress> hosts,
        boolean srtpRequired) {
    public TeamsSettings {
        tenants = Set.copyOf(tenants);
        hosts = Map.copyOf(hosts);
    }
}
