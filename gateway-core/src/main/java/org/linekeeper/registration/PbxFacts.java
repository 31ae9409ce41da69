package org.linekeeper.registration;

import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;

/** What was learned of one PBX, and how its lines stand. Safe for use by any thread. */
final class PbxFacts {
    private final Map<RegistrationState, AtomicInteger> census = new EnumMap<>(RegistrationState.class);
    private volatile Duration minExpires = Duration.ZERO;
    private volatile boolean outbound = true;
    private volatile Set<InetAddress> addresses = Set.of();

    PbxFacts() {
        for (RegistrationState state : RegistrationState.values()) {
            census.put(state, new AtomicInteger());
        }
    }

    /** The least expiry that it accepts as far as known. */
    Duration minExpires() {
        return minExpires;
    }

    /** Whether it takes instance ids as far as known. */
    boolean outbound() {
        return outbound;
    }

    void learnedMinExpires(Duration minimum) {
        minExpires = minimum;
    }

    void learnedNoOutbound() {
        outbound = false;
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
    void forget() {
        minExpires = Duration.ZERO;
        outbound = true;
        addresses = Set.of();
    }

    /** Whether no line is counted here. */
    boolean isEmpty() {
        return census.values().stream().allMatch(lines -> lines.get() == 0);
    }

    boolean isAt(InetAddress address) {
        return addresses.contains(address);
    }

    void entered(RegistrationState state) {
        count(state, 1);
    }

    void left(RegistrationState state) {
        count(state, -1);
    }

    private void count(RegistrationState state, int by) {
        Objects.requireNonNull(census.get(state)).addAndGet(by);
    }

    PbxRegistrationView view(String pbxId) {
        Map<RegistrationState, Integer> lines = new EnumMap<>(RegistrationState.class);
        census.forEach((state, counter) -> lines.put(state, counter.get()));
        return new PbxRegistrationView(
                pbxId,
                lines,
                List.of(),
                new CredentialBreakerView(CredentialBreakerView.State.CLOSED, Optional.empty(), 0),
                new PbxLearnedView(
                        Optional.of(minExpires).filter(least -> !least.isZero()),
                        Optional.empty(),
                        outbound,
                        true,
                        OptionalDouble.empty()));
    }
}
