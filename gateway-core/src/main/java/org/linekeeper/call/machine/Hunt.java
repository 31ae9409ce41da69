package org.linekeeper.call.machine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.linekeeper.dns.Target;

/**
 * The way through the places where the callee may be reached: each target once, and each redirection once, in order. Immutable.
 *
 * @param rest what is still to be tried
 * @param tried what was tried
 * @param followed the redirections that were followed
 */
public record Hunt(List<Destination> rest, Set<Target> tried, Set<Destination.Redirected> followed) {
    /** Who redirects more often than this goes in circles, even when every URI is a new one. */
    private static final int MOST_REDIRECTIONS = 5;

    public Hunt {
        rest = List.copyOf(rest);
        tried = Set.copyOf(tried);
        followed = Set.copyOf(followed);
    }

    /** A hunt that has not begun. */
    public static Hunt through(List<Destination> destinations) {
        return new Hunt(destinations, Set.of(), Set.of());
    }

    /** What to do next, with the hunt after it. */
    sealed interface Next {
        record Try(Target target, Hunt after) implements Next {}

        record Follow(Destination.Redirected place, Hunt after) implements Next {}

        record Locate(Destination.Named place, Hunt after) implements Next {}

        record Exhausted() implements Next {}
    }

    Next next() {
        for (int i = 0; i < rest.size(); i++) {
            Hunt after = new Hunt(rest.subList(i + 1, rest.size()), tried, followed);
            Destination destination = rest.get(i);
            if (destination instanceof Destination.Named named) {
                return new Next.Locate(named, after);
            }
            if (destination instanceof Destination.LastResort resort) {
                return new Next.Locate(resort.place(), after);
            }
            if (destination instanceof Destination.Redirected place
                    && !followed.contains(place)
                    && followed.size() < MOST_REDIRECTIONS) {
                return new Next.Follow(place, after.having(place));
            }
            if (destination instanceof Destination.Known known && !tried.contains(known.target())) {
                return new Next.Try(known.target(), after.having(known.target()));
            }
        }
        return new Next.Exhausted();
    }

    /**
     * The same hunt with targets that were just located: those that are up before the rest, those that are known to be down
     * after it, so that a place which failed lately is tried last and never left out.
     */
    Hunt with(List<Target> up, List<Target> down) {
        List<Destination> all = new ArrayList<>();
        up.forEach(target -> all.add(new Destination.Known(target)));
        all.addAll(rest);
        down.forEach(target -> all.add(new Destination.Known(target)));
        return new Hunt(all, tried, followed);
    }

    /** The same hunt with places that a 3xx named, to be tried before the rest. */
    Hunt redirected(List<Destination.Redirected> places) {
        List<Destination> all = new ArrayList<>(places);
        all.addAll(rest);
        return new Hunt(all, tried, followed);
    }

    /**
     * What is left when the callee's side has rejected the call: other places that a 3xx named, unless it was rejected for all
     * places at once, and those of last resort.
     */
    Hunt afterRejection(boolean everywhere) {
        return new Hunt(
                rest.stream()
                        .filter(place -> place instanceof Destination.LastResort
                                || (place instanceof Destination.Redirected && !everywhere))
                        .toList(),
                tried,
                followed);
    }

    private Hunt having(Destination.Redirected place) {
        Set<Destination.Redirected> all = new LinkedHashSet<>(followed);
        all.add(place);
        return new Hunt(rest, tried, all);
    }

    private Hunt having(Target target) {
        Set<Target> all = new LinkedHashSet<>(tried);
        all.add(target);
        return new Hunt(rest, all, followed);
    }
}
