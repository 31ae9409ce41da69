package org.linekeeper.call;

import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.sip.transport.MessageSource;

/** Whether a message came from an SBC of a direct route. */
final class TeamsSource {
    private TeamsSource() {}

    static boolean trusts(DirectRoute route, MessageSource source) {
        return route.peers().stream().anyMatch(peer -> trusts(peer, source));
    }

    private static boolean trusts(SbcPeer peer, MessageSource source) {
        return peer.trustedNetworks().stream()
                        .anyMatch(network -> network.contains(source.remote().getAddress()))
                || CertificateNames.name(source.peerCertificates(), peer.host());
    }
}
