package org.linekeeper.config.store;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.config.model.Pbx;

/** The ids of PBXs by where their calls come from. One thread writes, any thread reads. */
final class PbxIndex {
    private final NetworkIndex<String> byNetwork = new NetworkIndex<>();
    private final MultiIndex<String> byDomain = new MultiIndex<>();

    void put(Optional<Pbx> before, Pbx now) {
        byNetwork.put(now.id(), before.map(Pbx::trustedNetworks).orElse(List.of()), now.trustedNetworks());
        byDomain.add(domain(now), now.id());
        before.filter(old -> !domain(old).equals(domain(now))).ifPresent(old -> byDomain.remove(domain(old), old.id()));
    }

    void remove(Pbx gone) {
        byNetwork.put(gone.id(), gone.trustedNetworks(), List.of());
        byDomain.remove(domain(gone), gone.id());
    }

    List<String> trusting(InetAddress address) {
        return byNetwork.of(address);
    }

    List<String> ofDomain(String sipDomain) {
        return byDomain.of(sipDomain.toLowerCase(Locale.ROOT));
    }

    private static String domain(Pbx pbx) {
        return pbx.sipDomain().toLowerCase(Locale.ROOT);
    }
}
