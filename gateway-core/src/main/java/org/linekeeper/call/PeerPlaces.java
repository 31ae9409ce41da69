package org.linekeeper.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.linekeeper.call.machine.Destination;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.model.SbcPeer;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;

/** The places of a direct route, and who we are there. */
final class PeerPlaces {
    private PeerPlaces() {}

    /** In the order in which a call tries them. */
    static List<Destination> of(DirectRoute route, RandomGenerator random) {
        List<Destination> places = new ArrayList<>();
        for (SbcPeer peer : PeerOrder.of(route.peers(), random)) {
            places.addAll(of(route, peer));
        }
        return places;
    }

    /** The places of one peer, in the order to try them. */
    static List<Destination.Named> of(DirectRoute route, SbcPeer peer) {
        return peer.hosts().stream()
                .map(host -> new Destination.Named(name(peer, host), localName(route, peer)))
                .toList();
    }

    /**
     * An SBC of ours is told who we are by the listener, whosever call it is, so that all routes share its connection and its
     * health. Teams finds the tenant by our name and wants a certificate of that name.
     */
    private static String localName(DirectRoute route, SbcPeer peer) {
        return peer.kind() == PeerKind.TEAMS ? route.trunkFqdn() : "";
    }

    private static ServerName name(SbcPeer peer, String host) {
        OptionalInt port = peer.port();
        boolean teams = peer.kind() == PeerKind.TEAMS;
        return new ServerName(
                host,
                port,
                Optional.of(ServerNames.of(peer.transport())),
                teams && port.isEmpty() ? DnsLookup.A : ServerNames.of(peer.lookup()));
    }
}
