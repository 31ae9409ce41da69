package org.linekeeper.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.linekeeper.config.model.SbcPeer;

/** Puts the peers of a direct route in the order of RFC 2782: by priority, weighted shuffle within one. */
final class PeerOrder {
    private PeerOrder() {}

    static List<SbcPeer> of(List<SbcPeer> peers, RandomGenerator random) {
        if (peers.size() < 2) {
            return peers;
        }
        // A weight-w peer draws an exponential time of rate w; the earliest goes first. Weight 0 gets "a very small
        // chance".
        record Drawn(SbcPeer peer, double time) {}
        List<Drawn> drawn = new ArrayList<>();
        for (SbcPeer peer : peers) {
            double rate = Math.max(peer.weight(), 0.001);
            drawn.add(new Drawn(peer, -Math.log(1 - random.nextDouble()) / rate));
        }
        drawn.sort(
                Comparator.comparingInt((Drawn each) -> each.peer().priority()).thenComparingDouble(Drawn::time));
        return drawn.stream().map(Drawn::peer).toList();
    }
}
