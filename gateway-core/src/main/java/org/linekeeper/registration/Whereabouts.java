package org.linekeeper.registration;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.RegistrationPace;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.Target;

/** Where one PBX stands, as DNS and its own 3xx responses say. Safe for use by any thread. */
final class Whereabouts {
    private final String pbxId;
    private final PbxAddresses index;
    private volatile Set<InetAddress> located = Set.of();
    /** Where 3xx responses of this PBX led. */
    private volatile Set<InetAddress> redirected = Set.of();

    private volatile Location.@Nullable Found location;
    private boolean ended;
    private RegistrationPace pace = RegistrationPace.NONE;

    /** @param index is kept in step */
    Whereabouts(String pbxId, PbxAddresses index) {
        this.pbxId = pbxId;
        this.index = index;
    }

    /** The PBX was located; where it was before is forgotten. Each line tells it, and it seldom is something new. */
    void located(Location.Found found) {
        location = found;
        Set<InetAddress> addresses = addresses(found.targets());
        if (!addresses.equals(located)) {
            synchronized (this) {
                become(addresses, redirected);
            }
        }
    }

    /** A response of the PBX led to these targets as well. */
    void redirected(List<Target> targets) {
        Set<InetAddress> addresses = addresses(targets);
        if (!redirected.containsAll(addresses)) {
            synchronized (this) {
                addresses.addAll(redirected);
                become(located, addresses);
            }
        }
    }

    synchronized void forget() {
        location = null;
        become(Set.of(), Set.of());
    }

    /** Nobody asks any more; what is learned from now on is learned by lines that have gone meanwhile. */
    synchronized void end() {
        forget();
        ended = true;
    }

    /** What the settings say that it bears: that holds wherever it stands. */
    synchronized void paced(RegistrationPace said) {
        if (!said.equals(pace)) {
            for (InetAddress address : all()) {
                index.paces().say(address, said);
                index.paces().takeBack(address, pace);
            }
            pace = said;
        }
    }

    private Set<InetAddress> all() {
        Set<InetAddress> all = new HashSet<>(located);
        all.addAll(redirected);
        return all;
    }

    private void become(Set<InetAddress> nowLocated, Set<InetAddress> nowRedirected) {
        if (ended) {
            return;
        }
        Set<InetAddress> gone = all();
        located = Set.copyOf(nowLocated);
        redirected = Set.copyOf(nowRedirected);
        located.forEach(address -> index.add(address, pbxId));
        redirected.forEach(address -> index.add(address, pbxId));
        Set<InetAddress> all = all();
        all.stream().filter(address -> !gone.contains(address)).forEach(address -> index.paces()
                .say(address, pace));
        gone.stream().filter(address -> !all.contains(address)).forEach(address -> {
            index.remove(address, pbxId);
            index.paces().takeBack(address, pace);
        });
    }

    /** Where it was located last. */
    Optional<Location.Found> location() {
        return Optional.ofNullable(location);
    }

    boolean isAt(InetAddress address) {
        return located.contains(address) || redirected.contains(address);
    }

    private static Set<InetAddress> addresses(List<Target> targets) {
        Set<InetAddress> found = new HashSet<>();
        targets.forEach(target -> found.add(target.address().getAddress()));
        return found;
    }
}
