package org.linekeeper.config.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.linekeeper.config.model.Line;
import org.linekeeper.config.model.NumberRange;

/**
 * Which line has a number in one of its ranges. The ranges of one owner do not overlap, so that the one that begins last before a number
 * is the only one that can hold it: a search takes the logarithm of their count. One thread writes, any thread reads.
 */
final class RangeIndex {
    private final ConcurrentSkipListMap<Key, Held> ranges = new ConcurrentSkipListMap<>();
    private final Function<Line, String> ownerOf;

    /** Where a range begins, on whose direct route or PBX. */
    private record Key(String owner, long first) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::owner).thenComparingLong(Key::first);

        @Override
        public int compareTo(Key that) {
            return ORDER.compare(this, that);
        }
    }

    private record Held(long last, String lineId) {}

    /** @param ownerOf the part of a line's place within which no two ranges overlap */
    RangeIndex(Function<Line, String> ownerOf) {
        this.ownerOf = ownerOf;
    }

    /** Takes over a line; what of it was there before stays found meanwhile. */
    void put(Optional<Line> before, Line line) {
        List<NumberRange> now = ranges(line);
        String owner = ownerOf.apply(line);
        now.forEach(range -> ranges.put(new Key(owner, range.first()), held(range, line)));
        before.ifPresent(old -> {
            boolean stays = ownerOf.apply(old).equals(owner);
            ranges(old).stream().filter(range -> !stays || !now.contains(range)).forEach(range -> forget(old, range));
        });
    }

    void remove(Line line) {
        ranges(line).forEach(range -> forget(line, range));
    }

    /** Forgets it unless another one begins there by now. */
    private void forget(Line line, NumberRange range) {
        ranges.remove(new Key(ownerOf.apply(line), range.first()), held(range, line));
    }

    Optional<String> lineId(String owner, String number) {
        if (ranges.isEmpty()) {
            return Optional.empty();
        }
        OptionalLong position = NumberRange.position(number);
        if (position.isEmpty()) {
            return Optional.empty();
        }
        Map.@Nullable Entry<Key, Held> floor = ranges.floorEntry(new Key(owner, position.getAsLong()));
        return floor != null
                        && floor.getKey().owner().equals(owner)
                        && floor.getValue().last() >= position.getAsLong()
                ? Optional.of(floor.getValue().lineId())
                : Optional.empty();
    }

    private static Held held(NumberRange range, Line line) {
        return new Held(range.last(), line.id());
    }

    private static List<NumberRange> ranges(Line line) {
        return line.hasOptions() ? line.options().ranges() : List.of();
    }
}
