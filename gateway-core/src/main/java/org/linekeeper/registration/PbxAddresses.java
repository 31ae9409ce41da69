package org.linekeeper.registration;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which PBXs stand at an address: what {@link PbxFacts} know of each, the other way round. Safe for use by any thread. */
final class PbxAddresses {
    private final Map<InetAddress, Set<String>> pbxIds = new ConcurrentHashMap<>();
    private final AddressPaces paces;

    /** @param paces what those at each address say that they bear */
    PbxAddresses(AddressPaces paces) {
        this.paces = paces;
    }

    AddressPaces paces() {
        return paces;
    }

    void add(InetAddress address, String pbxId) {
        pbxIds.compute(address, (at, known) -> {
            // One platform may carry thousands of PBXs; most addresses are of one.
            Set<String> ids = known == null ? ConcurrentHashMap.newKeySet(1) : known;
            ids.add(pbxId);
            return ids;
        });
    }

    void remove(InetAddress address, String pbxId) {
        pbxIds.computeIfPresent(address, (at, known) -> {
            known.remove(pbxId);
            return known.isEmpty() ? null : known;
        });
    }

    /** A view: what changes during a walk may or may not be shown by it. */
    Collection<String> at(InetAddress address) {
        Set<String> known = pbxIds.get(address);
        return known == null ? Set.of() : Collections.unmodifiableSet(known);
    }

    /** Whether no PBX was located anywhere. */
    boolean isEmpty() {
        return pbxIds.isEmpty();
    }
}
