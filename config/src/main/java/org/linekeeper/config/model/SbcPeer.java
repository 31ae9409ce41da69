package org.linekeeper.config.model;

import java.util.List;
import java.util.OptionalInt;

/**
 * A session border controller in front of Teams.
 *
 * @param host domain name or IP literal
 * @param port 1 to 65535; empty for what DNS or the transport says
 * @param transport how to reach it
 * @param lookup where server location starts
 * @param priority lower is tried first
 * @param weight share among peers of one priority, 0 to 65535
 * @param trustedNetworks addresses its calls come from; with TLS a certificate that names {@code host} is trusted as well
 */
public record SbcPeer(
        String host,
        OptionalInt port,
        Transport transport,
        DnsLookup lookup,
        int priority,
        int weight,
        List<Cidr> trustedNetworks) {
    public SbcPeer {
        trustedNetworks = List.copyOf(trustedNetworks);
    }

    void check(Checks checks, String pointer) {
        checks.host(pointer + "/host", host)
                .range(pointer + "/port", port.orElse(1), 1, Checks.MOST_16_BIT)
                .range(pointer + "/priority", priority, 0, Checks.MOST_16_BIT)
                .range(pointer + "/weight", weight, 0, Checks.MOST_16_BIT)
                .size(pointer + "/trustedNetworks", trustedNetworks.size(), 0, Checks.MOST_NETWORKS);
    }
}
