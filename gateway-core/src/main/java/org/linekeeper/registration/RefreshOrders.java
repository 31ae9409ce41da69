package org.linekeeper.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.linekeeper.event.RegistrationState;
import org.linekeeper.sip.loop.Loops;

/** Registrations that somebody wants renewed now, held back so that nobody floods a PBX with them. Safe for use by any thread. */
public final class RefreshOrders {
    /** How often one line, or one PBX, may be refreshed by order. */
    static final Duration REST = Duration.ofSeconds(10);

    private final Loops loops;
    private final Registrations registrations;
    private final BulkRefresh.Means means;
    private final Clock clock;
    private final Map<String, Instant> linesRefreshed = new HashMap<>();
    private final Map<String, Instant> pbxsRefreshed = new HashMap<>();
    private final Set<String> pbxsUnderWay = new HashSet<>();

    /**
     * @param refresh renews the registration of a line
     * @param clock a clock that does not jump, such as {@link SteadyClock}
     */
    public RefreshOrders(Loops loops, Registrations registrations, Consumer<String> refresh, Clock clock) {
        this.loops = loops;
        this.registrations = registrations;
        this.means = new BulkRefresh.Means(refresh, this::isBusy, clock);
        this.clock = clock;
    }

    /** What came of an order. */
    public sealed interface Outcome {
        /**
         * The refreshes are under way.
         *
         * @param lines how many lines are refreshed
         * @param rejected lines left out because their PBX refuses them: all their passwords tried again at once may get the
         *     gateway banned
         * @param unwanted lines left out because they are not to be registered
         */
        record Accepted(int lines, int rejected, int unwanted) implements Outcome {}

        /** Not now. */
        record Refused(TooSoon why) implements Outcome {}

        /** The lines of this PBX are being refreshed already. */
        record UnderWay(String pbxId) implements Outcome {}
    }

    /** Renews one line, even one that its PBX refused. */
    public Outcome line(String lineId) {
        RegistrationState state = state(lineId);
        if (state == RegistrationState.UNREGISTERED || state == RegistrationState.UNREGISTERING) {
            return new Outcome.Accepted(0, 0, 1);
        }
        Optional<TooSoon> refusal = claim(linesRefreshed, List.of(lineId), "line");
        if (refusal.isPresent()) {
            return new Outcome.Refused(refusal.get());
        }
        means.refresh().accept(lineId);
        return new Outcome.Accepted(1, 0, 0);
    }

    /** Renews the lines of these PBXs, those of each at its own pace; all of them or none. */
    public Outcome pbxs(Map<String, ? extends Collection<String>> linesByPbx) {
        synchronized (this) {
            Optional<String> busy =
                    linesByPbx.keySet().stream().filter(pbxsUnderWay::contains).findFirst();
            if (busy.isPresent()) {
                return new Outcome.UnderWay(busy.get());
            }
            Optional<TooSoon> refusal = claim(pbxsRefreshed, linesByPbx.keySet(), "PBX");
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get());
            }
            pbxsUnderWay.addAll(linesByPbx.keySet());
        }
        int lines = 0;
        int rejected = 0;
        int unwanted = 0;
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends Collection<String>> pbx : linesByPbx.entrySet()) {
            List<String> ofPbx = new ArrayList<>();
            for (String lineId : pbx.getValue()) {
                switch (state(lineId)) {
                    case REJECTED -> rejected++;
                    case UNREGISTERED, UNREGISTERING -> unwanted++;
                    default -> ofPbx.add(lineId);
                }
            }
            lines += ofPbx.size();
            wanted.put(pbx.getKey(), ofPbx);
        }
        wanted.forEach(
                (pbxId, lineIds) -> new BulkRefresh(means, loops.ownerOf(pbxId), lineIds, () -> ended(pbxId)).begin());
        return new Outcome.Accepted(lines, rejected, unwanted);
    }

    /** How much is remembered, for tests that look for leftovers. */
    synchronized int remembered() {
        return linesRefreshed.size() + pbxsRefreshed.size() + pbxsUnderWay.size();
    }

    private synchronized void ended(String pbxId) {
        pbxsUnderWay.remove(pbxId);
    }

    private synchronized Optional<TooSoon> claim(Map<String, Instant> last, Collection<String> ids, String what) {
        Instant now = clock.instant();
        last.values().removeIf(at -> !at.plus(REST).isAfter(now));
        Optional<Instant> latest =
                ids.stream().filter(last::containsKey).map(last::get).max(Instant::compareTo);
        if (latest.isPresent()) {
            Duration wait = Duration.between(now, latest.get().plus(REST));
            return Optional.of(
                    new TooSoon(wait, "A " + what + " is refreshed at most once in " + REST.toSeconds() + " seconds."));
        }
        ids.forEach(id -> last.put(id, now));
        return Optional.empty();
    }

    private RegistrationState state(String lineId) {
        return registrations.of(lineId).map(RegistrationView::state).orElse(RegistrationState.UNREGISTERED);
    }

    private boolean isBusy(String lineId) {
        return switch (state(lineId)) {
            case LOCATING, REGISTERING, REFRESHING -> true;
            case UNREGISTERED, REGISTERED, BACKING_OFF, UNREGISTERING, REJECTED -> false;
        };
    }
}
