package org.linekeeper.config.store;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.config.model.DirectRoute;
import org.linekeeper.config.model.PeerKind;
import org.linekeeper.config.model.SbcPeer;

/**
 * The peers of all direct routes by what they are known by. Thousands of tenants have the same peers, so that equal ones are kept once.
 * One thread writes, any thread reads.
 */
final class PeerIndex {
    /** How many peers of routes are equal to this one. The writer's alone. */
    private final Map<SbcPeer, Integer> uses = new HashMap<>();

    private final NetworkIndex<SbcPeer> byNetwork = new NetworkIndex<>();
    private final MultiIndex<SbcPeer> byName = new MultiIndex<>();
    /** By what follows the first label of their names. */
    private final MultiIndex<SbcPeer> byParent = new MultiIndex<>();

    void put(Optional<DirectRoute> before, DirectRoute now) {
        now.peers().forEach(this::use);
        before.ifPresent(this::remove);
    }

    void remove(DirectRoute gone) {
        gone.peers().forEach(this::release);
    }

    private void use(SbcPeer peer) {
        if (uses.merge(peer, 1, Integer::sum) == 1) {
            byNetwork.put(peer, List.of(), peer.trustedNetworks());
            names(peer).forEach(name -> {
                byName.add(name, peer);
                byParent.add(parent(name), peer);
            });
        }
    }

    private void release(SbcPeer peer) {
        if (uses.computeIfPresent(peer, (known, count) -> count == 1 ? null : count - 1) == null) {
            byNetwork.put(peer, peer.trustedNetworks(), List.of());
            names(peer).forEach(name -> {
                byName.remove(name, peer);
                byParent.remove(parent(name), peer);
            });
        }
    }

    List<SbcPeer> trusting(InetAddress address) {
        return byNetwork.of(address);
    }

    /** Those known by the name, and where one of the two has {@code *} for its first label, by one that this stands for. */
    List<SbcPeer> named(String certificateName) {
        String name = lower(certificateName);
        if (name.startsWith("*.")) {
            return byParent.of(parent(name));
        }
        List<SbcPeer> exactly = byName.of(name);
        List<SbcPeer> anyLabel = name.indexOf('.') > 0 ? byName.of("*" + parent(name)) : List.of();
        if (anyLabel.isEmpty()) {
            return exactly;
        }
        Set<SbcPeer> both = new HashSet<>(exactly);
        both.addAll(anyLabel);
        return List.copyOf(both);
    }

    /** Teams itself is known by more than a certificate. */
    private static Set<String> names(SbcPeer peer) {
        if (peer.kind() != PeerKind.SBC) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        (peer.certificateNames().isEmpty() ? List.of(peer.host()) : peer.certificateNames())
                .forEach(name -> names.add(lower(name)));
        return names;
    }

    /** What follows the first label, with its dot; empty for a single label. */
    private static String parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
