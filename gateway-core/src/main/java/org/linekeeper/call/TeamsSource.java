package org.linekeeper.call;

import java.util.List;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.sip.transport.MessageSource;

/** Whether a message came from a peer of a direct route. */
final class TeamsSource {
    private TeamsSource() {}

    static boolean trusts(DirectRoute route, MessageSource source) {
        return route.peers().stream().anyMatch(peer -> trusts(peer, source));
    }

    /** Whether it came from Teams itself. */
    static boolean isTeams(DirectRoute route, MessageSource source) {
        return route.peers().stream().anyMatch(peer -> peer.kind() == PeerKind.TEAMS && trusts(peer, source));
    }

    private static boolean trusts(SbcPeer peer, MessageSource source) {
        boolean network = peer.trustedNetworks().stream()
                .anyMatch(block -> block.contains(source.remote().getAddress()));
        return switch (peer.kind()) {
            case SBC -> network || isNamed(peer, source);
            // Whoever else has an address there does not have a certificate of Teams. A listener that asks for none has
            // only the address to go by.
            case TEAMS -> network && (source.peerCertificates().isEmpty() || isNamed(peer, source));
        };
    }

    private static boolean isNamed(SbcPeer peer, MessageSource source) {
        List<String> names = peer.certificateNames();
        if (!names.isEmpty()) {
            return names.stream().anyMatch(name -> CertificateNames.name(source.peerCertificates(), name));
        }
        return switch (peer.kind()) {
            case SBC -> CertificateNames.name(source.peerCertificates(), peer.host());
            case TEAMS -> CertificateNames.within(source.peerCertificates(), domain(peer.host()));
        };
    }

    /** Teams calls from other names of its domain than those that it is called at, such as sip-du-a-eu.pstnhub.microsoft.com. */
    private static String domain(String host) {
        return host.substring(host.indexOf('.') + 1);
    }
}
