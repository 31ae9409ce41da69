package org.linekeeper.config.model;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The far end of a direct route: a session border controller in front of Teams, or Teams itself.
 *
 * @param kind which of the two
 * @param host domain name or IP literal; a domain name for Teams
 * @param port 1 to 65535; empty for what DNS or the transport says
 * @param transport how to reach it
 * @param lookup where server location starts
 * @param priority lower is tried first
 * @param weight share among peers of one priority, 0 to 65535
 * @param trustedNetworks addresses its calls come from. With an SBC a verified certificate that names it is enough as well; Teams
 *     needs both, where it is asked for a certificate
 * @param certificateNames what a certificate may name instead of {@code host}: domain names, {@code *} for their first label
 */
public record SbcPeer(
        PeerKind kind,
        String host,
        OptionalInt port,
        Transport transport,
        DnsLookup lookup,
        int priority,
        int weight,
        List<Cidr> trustedNetworks,
        List<String> certificateNames) {
    public SbcPeer {
        trustedNetworks = List.copyOf(trustedNetworks);
        certificateNames = List.copyOf(certificateNames);
    }

    /** A session border controller whose certificate names its host. */
    public SbcPeer(
            String host,
            OptionalInt port,
            Transport transport,
            DnsLookup lookup,
            int priority,
            int weight,
            List<Cidr> trustedNetworks) {
        this(PeerKind.SBC, host, port, transport, lookup, priority, weight, trustedNetworks, List.of());
    }

    /** The names to try, in this order; more than one where the host stands for the regions of Teams. */
    public List<String> hosts() {
        return kind == PeerKind.TEAMS && host.toLowerCase(Locale.ROOT).equals(TeamsPlaces.FIRST)
                ? TeamsPlaces.REGIONS
                : List.of(host);
    }

    void check(Checks checks, String pointer) {
        checks.host(pointer + "/host", host)
                .range(pointer + "/port", port.orElse(1), 1, Checks.MOST_16_BIT)
                .range(pointer + "/priority", priority, 0, Checks.MOST_16_BIT)
                .range(pointer + "/weight", weight, 0, Checks.MOST_16_BIT)
                .size(pointer + "/trustedNetworks", trustedNetworks.size(), 0, Checks.MOST_NETWORKS)
                .size(pointer + "/certificateNames", certificateNames.size(), 0, Checks.MOST_NAMES);
        for (int i = 0; i < certificateNames.size(); i++) {
            checks.certificateName(pointer + "/certificateNames/" + i, certificateNames.get(i));
        }
        if (kind == PeerKind.TEAMS) {
            checks.fqdn(pointer + "/host", host)
                    .demand(
                            pointer + "/transport",
                            transport == Transport.TLS,
                            "must be tls: Teams speaks nothing else");
        }
    }
}
