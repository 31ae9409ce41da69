package org.linekeeper.config.store;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.linekeeper.config.model.Cidr;

/**
 * Who names an address among its networks: one look into a hash table for each prefix length that is in use, and those are few. One
 * thread writes, any thread reads.
 *
 * @param <T> who names networks; equal ones are one
 */
final class NetworkIndex<T> {
    private final Map<Cidr, Set<T>> owners = new ConcurrentHashMap<>();
    private final Lengths ofIpv4 = new Lengths();
    private final Lengths ofIpv6 = new Lengths();

    /** Takes over what an owner names now; what it named before and still does is found meanwhile. */
    void put(T owner, List<Cidr> before, List<Cidr> now) {
        now.forEach(network -> add(network, owner));
        before.stream().filter(network -> !now.contains(network)).forEach(network -> remove(network, owner));
    }

    private void add(Cidr network, T owner) {
        Set<T> known = owners.get(network);
        if (known == null) {
            Set<T> first = ConcurrentHashMap.newKeySet(1);
            first.add(owner);
            owners.put(network, first);
            lengths(network.network()).add(network.prefixLength());
        } else {
            known.add(owner);
        }
    }

    private void remove(Cidr network, T owner) {
        Set<T> known = owners.get(network);
        if (known != null && known.remove(owner) && known.isEmpty()) {
            owners.remove(network);
            lengths(network.network()).remove(network.prefixLength());
        }
    }

    /** Those that name the address, each once, in no order. */
    List<T> of(InetAddress address) {
        List<T> found = List.of();
        for (int length : lengths(address).inUse) {
            Set<T> some = owners.get(new Cidr(address, length));
            if (some != null) {
                found = found.isEmpty() ? new ArrayList<>(some) : union(found, some);
            }
        }
        return found;
    }

    /** A network within a network of the same owner is rare, an address in networks of two lengths as well. */
    private static <T> List<T> union(List<T> found, Set<T> more) {
        Set<T> all = new HashSet<>(found);
        all.addAll(more);
        return new ArrayList<>(all);
    }

    private Lengths lengths(InetAddress address) {
        return address.getAddress().length == 4 ? ofIpv4 : ofIpv6;
    }

    /** The prefix lengths in use. */
    private static final class Lengths {
        private final NavigableMap<Integer, Integer> networks = new TreeMap<>();
        private volatile int[] inUse = {};

        void add(int length) {
            networks.merge(length, 1, Integer::sum);
            publish();
        }

        void remove(int length) {
            networks.computeIfPresent(length, (known, count) -> count == 1 ? null : count - 1);
            publish();
        }

        private void publish() {
            if (networks.size() != inUse.length) {
                inUse = networks.keySet().stream().mapToInt(Integer::intValue).toArray();
            }
        }
    }
}
