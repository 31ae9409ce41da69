package org.linekeeper.call;

import java.net.InetAddress;
import java.util.List;
import org.linekeeper.config.model.Cidr;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.config.store.Directory;
import org.linekeeper.sip.transport.MessageSource;

/** Whether a message came from a peer of a direct route. */
final class TeamsSource {
    private TeamsSource() {}

    static boolean trusts(DirectRoute route, MessageSource source) {
        return isAny(route.peers(), source);
    }

    /** Whether it came from a peer of any direct route. */
    static boolean isTrusted(Directory directory, MessageSource source) {
        if (isAny(directory.peersTrusting(source.remote().getAddress()), source)) {
            return true;
        }
        for (String name : CertificateNames.of(source.peerCertificates())) {
            if (isAny(directory.peersNamed(name), source)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it came from Teams itself. */
    static boolean isTeams(DirectRoute route, MessageSource source) {
        for (SbcPeer peer : route.peers()) {
            if (peer.kind() == PeerKind.TEAMS && trusts(peer, source)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAny(List<SbcPeer> peers, MessageSource source) {
        for (SbcPeer peer : peers) {
            if (trusts(peer, source)) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(SbcPeer peer, InetAddress address) {
        for (Cidr network : peer.trustedNetworks()) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static boolean trusts(SbcPeer peer, MessageSource source) {
        boolean network = contains(peer, source.remote().getAddress());
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
