package org.linekeeper.registration;

import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.machine.PbxTrait;

/** What was learned of one PBX, and how its lines stand. Safe for use by any thread. */
final class PbxFacts {
    private final String pbxId;
    private final Terms.Pool terms = new Terms.Pool();
    private final AtomicInteger lines = new AtomicInteger();
    private final Map<RegistrationState, AtomicInteger> census = new EnumMap<>(RegistrationState.class);
    private volatile Duration minExpires = Duration.ZERO;
    private volatile Set<PbxTrait> traits = PbxTrait.USUAL;
    /** Where 3xx responses of this PBX led. */
    private final Set<InetAddress> redirects = ConcurrentHashMap.newKeySet();

    private volatile Set<InetAddress> addresses = Set.of();

    PbxFacts(String pbxId) {
        this.pbxId = pbxId;
        for (RegistrationState state : RegistrationState.values()) {
            census.put(state, new AtomicInteger());
        }
    }

    String pbxId() {
        return pbxId;
    }

    /** What its lines have in common. */
    Terms.Pool terms() {
        return terms;
    }

    /** The least expiry that it accepts as far as known. */
    Duration minExpires() {
        return minExpires;
    }

    /** What it wants to see as far as known. */
    Set<PbxTrait> traits() {
        return traits;
    }

    void learnedMinExpires(Duration minimum) {
        minExpires = minimum;
    }

    /** Lines of several loops may learn at the same time. */
    synchronized void learned(PbxTrait trait, boolean wanted) {
        Set<PbxTrait> next = new HashSet<>(traits);
        if (wanted) {
            next.add(trait);
        } else {
            next.remove(trait);
        }
        traits = Set.copyOf(next);
    }

    /** A response of the PBX led to these targets as well. */
    void redirected(List<Target> targets) {
        targets.forEach(target -> redirects.add(target.address().getAddress()));
    }

    /** The PBX was located at these targets; what was known before is forgotten. */
    void located(List<Target> targets) {
        Set<InetAddress> found = new HashSet<>();
        targets.forEach(target -> found.add(target.address().getAddress()));
        if (!found.equals(addresses)) {
            addresses = Set.copyOf(found);
        }
    }

    /** Forgets what was learned; the lines stay counted. */
    synchronized void forget() {
        minExpires = Duration.ZERO;
        traits = PbxTrait.USUAL;
        addresses = Set.of();
        redirects.clear();
    }

    /** Whether no line is counted here. */
    boolean isEmpty() {
        return lines.get() == 0;
    }

    boolean isAt(InetAddress address) {
        return addresses.contains(address) || redirects.contains(address);
    }

    /** One more line. */
    void entered(RegistrationState state) {
        lines.incrementAndGet();
        in(state).incrementAndGet();
    }

    /** One line less. */
    void left(RegistrationState state) {
        lines.decrementAndGet();
        in(state).decrementAndGet();
    }

    /** One of its lines went from one state to another. */
    void moved(RegistrationState before, RegistrationState after) {
        in(before).decrementAndGet();
        in(after).incrementAndGet();
    }

    private AtomicInteger in(RegistrationState state) {
        return Objects.requireNonNull(census.get(state));
    }

    PbxRegistrationView view() {
        Map<RegistrationState, Integer> shown = new EnumMap<>(RegistrationState.class);
        census.forEach((state, counter) -> shown.put(state, counter.get()));
        return new PbxRegistrationView(pbxId, shown);
    }
}
