package org.linekeeper.registration;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.linekeeper.dns.Location;
import org.linekeeper.dns.SipTransport;
import org.linekeeper.dns.Target;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.registration.machine.PbxTrait;
import org.linekeeper.registration.pace.machine.NonceReuse;

/** What was learned of one PBX, and how its lines stand. Safe for use by any thread. */
final class PbxFacts {
    private final String pbxId;
    private final Terms.Pool terms = new Terms.Pool();
    private final AtomicInteger lines = new AtomicInteger();
    private final Map<RegistrationState, AtomicInteger> census = new EnumMap<>(RegistrationState.class);
    private final PbxCredentials credentials;
    private final boolean mayReuseNonces;
    private NonceReuse nonces = new NonceReuse();
    private volatile boolean reusesNonces = true;
    private volatile Duration minExpires = Duration.ZERO;
    private volatile Duration granted = Duration.ZERO;
    private volatile Set<PbxTrait> traits = PbxTrait.USUAL;
    private final Whereabouts whereabouts;
    private final SeenAddresses seen = new SeenAddresses();
    private volatile boolean translationExpected;

    /**
     * @param mayReuseNonces whether the settings allow credentials that nobody asked for
     * @param addresses those of all PBXs
     */
    PbxFacts(String pbxId, boolean mayReuseNonces, PbxAddresses addresses) {
        this.pbxId = pbxId;
        this.credentials = new PbxCredentials(pbxId);
        this.mayReuseNonces = mayReuseNonces;
        this.whereabouts = new Whereabouts(pbxId, addresses);
        for (RegistrationState state : RegistrationState.values()) {
            census.put(state, new AtomicInteger());
        }
    }

    /** Whether its credentials are tried. */
    PbxCredentials credentials() {
        return credentials;
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

    void granted(Duration asked, Duration given) {
        Duration shorter = given.compareTo(asked) < 0 ? given : Duration.ZERO;
        if (!shorter.equals(granted)) {
            granted = shorter;
        }
    }

    boolean reusesNonces(Instant now) {
        if (!mayReuseNonces || reusesNonces) {
            return mayReuseNonces;
        }
        synchronized (credentials) {
            reusesNonces = nonces.isOn(TargetPacer.nanos(now));
        }
        return reusesNonces;
    }

    /**
     * A nonce was used again. True when that is not done any more for now.
     *
     * @param now in nanoseconds since 1970
     */
    boolean reusedNonce(boolean accepted, long now) {
        synchronized (credentials) {
            boolean off = nonces.tried(accepted, now);
            reusesNonces = reusesNonces && !off;
            return off;
        }
    }

    /** Where it stands. */
    Whereabouts whereabouts() {
        return whereabouts;
    }

    /** At which address it sees this gateway. */
    SeenAddresses seen() {
        return seen;
    }

    /** Whether its settings say that it sees another one than the Contact names. */
    void translationExpected(boolean expected) {
        if (translationExpected != expected) {
            translationExpected = expected;
        }
    }

    /** Whether an address is translated on the way, and nobody said that it would be. */
    boolean isTranslatedUnawares() {
        return seen.isTranslated() && !translationExpected;
    }

    /** Where it was located last, over the transport that it wants. */
    Optional<Location.Found> location() {
        return whereabouts.location().map(this::overWantedTransport);
    }

    /**
     * The same places over TCP, where the PBX finds REGISTERs too large for UDP. Whoever compares them with the target of a line must
     * not take a place for another one.
     */
    Location.Found overWantedTransport(Location.Found found) {
        if (!traits.contains(PbxTrait.STREAM)) {
            return found;
        }
        List<Target> targets = found.targets().stream()
                .map(target -> target.transport() == SipTransport.UDP
                        ? new Target(SipTransport.TCP, target.address(), target.serverName())
                        : target)
                .distinct()
                .toList();
        int preferred = Math.min(found.preferredCount(), targets.size());
        return new Location.Found(targets, preferred, found.validUntil(), found.stale());
    }

    /** Forgets what was learned; the lines stay counted. */
    synchronized void forget() {
        minExpires = Duration.ZERO;
        granted = Duration.ZERO;
        traits = PbxTrait.USUAL;
        whereabouts.forget();
        seen.forget();
        synchronized (credentials) {
            nonces = new NonceReuse();
            reusesNonces = true;
        }
    }

    /** Whether no line is counted here. */
    boolean isEmpty() {
        return lines.get() == 0;
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

    PbxRegistrationView view(TargetPacers pacers, Instant now) {
        Map<RegistrationState, Integer> shown = new EnumMap<>(RegistrationState.class);
        census.forEach((state, counter) -> shown.put(state, counter.get()));
        List<Target> targets =
                whereabouts.location().map(Location.Found::targets).orElse(List.of());
        return new PbxRegistrationView(pbxId, shown, pacers.views(targets), credentials.view(), learned(now));
    }

    private PbxLearnedView learned(Instant now) {
        double rate;
        synchronized (credentials) {
            rate = nonces.rate();
        }
        return new PbxLearnedView(
                Optional.of(minExpires).filter(least -> !least.isZero()),
                Optional.of(granted).filter(given -> !given.isZero()),
                traits.contains(PbxTrait.OUTBOUND),
                reusesNonces(now),
                rate < 0 ? OptionalDouble.empty() : OptionalDouble.of(rate),
                seen.translation()
                        .map(translation -> new PbxLearnedView.AddressSeen(
                                translation.seen(), translation.shown(), translationExpected)));
    }
}
