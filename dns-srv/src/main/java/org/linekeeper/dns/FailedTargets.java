package org.linekeeper.dns;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the targets that failed, and forgets them when their time is over. Bounded: when full, those go first that would
 * be forgotten soonest.
 */
final class FailedTargets implements TargetHealth {
    /**
     * UDP and TCP targets are the same server whatever domain led to them. A TLS target also fails when its certificate does
     * not name the domain, which says nothing about other domains, or when it refuses our certificate, which says nothing about
     * other certificates of ours.
     */
    private record Key(SipTransport transport, InetSocketAddress address, String serverName, String localName) {
        static Key of(Target target) {
            boolean named = target.transport() == SipTransport.TLS;
            return new Key(
                    target.transport(),
                    target.address(),
                    named ? target.serverName() : "",
                    named ? target.localName() : "");
        }
    }

    /** The start is kept so that a wall clock set back makes a target up again instead of down for longer. */
    private record Down(Instant since, Instant until) {
        boolean holdsAt(Instant now) {
            return !now.isBefore(since) && now.isBefore(until);
        }
    }

    private final Map<Key, Down> down = new ConcurrentHashMap<>();
    private final Clock clock;
    private final int maxEntries;

    FailedTargets(Clock clock, int maxEntries) {
        this.clock = clock;
        this.maxEntries = maxEntries;
    }

    @Override
    public void failed(Target target, Duration downFor) {
        if (downFor.isNegative() || downFor.isZero()) {
            return;
        }
        Instant now = clock.instant();
        Duration bounded = downFor.compareTo(MAX_DOWN) < 0 ? downFor : MAX_DOWN;
        Down newer = new Down(now, now.plus(bounded));
        makeRoom(now);
        down.merge(
                Key.of(target),
                newer,
                (was, is) -> was.holdsAt(now) && was.until().isAfter(is.until()) ? was : is);
    }

    @Override
    public void succeeded(Target target) {
        down.remove(Key.of(target));
    }

    @Override
    public boolean isUp(Target target) {
        Key key = Key.of(target);
        Down known = down.get(key);
        if (known == null) {
            return true;
        }
        if (known.holdsAt(clock.instant())) {
            return false;
        }
        down.remove(key, known);
        return true;
    }

    @Override
    public List<Target> order(List<Target> targets) {
        if (down.isEmpty()) {
            return List.copyOf(targets);
        }
        List<Target> ordered = new ArrayList<>(targets.size());
        List<Target> last = new ArrayList<>();
        for (Target target : targets) {
            (isUp(target) ? ordered : last).add(target);
        }
        ordered.addAll(last);
        return List.copyOf(ordered);
    }

    int size() {
        return down.size();
    }

    private void makeRoom(Instant now) {
        if (down.size() < maxEntries) {
            return;
        }
        down.values().removeIf(entry -> !entry.holdsAt(now));
        if (down.size() < maxEntries) {
            return;
        }
        List<Key> soonest = down.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), entry.getValue().until()))
                .sorted(Comparator.comparing(Map.Entry::getValue))
                .limit(Math.max(1, maxEntries / 16))
                .map(Map.Entry::getKey)
                .toList();
        soonest.forEach(down::remove);
    }
}
