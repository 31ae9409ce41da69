package org.linekeeper.config.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What few lines have. A line without any of it costs nothing for it.
 *
 * @param numbers further Teams numbers of the line, E.164 with their plus, beside the one that it is called by
 * @param ranges blocks of further numbers; unlike {@code numbers}, Teams knows a user by each of them
 * @param identity what its PBX is shown of its callers from Teams
 * @param limits how many calls it may have, and where to
 */
public record LineOptions(List<String> numbers, List<NumberRange> ranges, IdentityPolicy identity, CallLimits limits) {
    public static final LineOptions NONE = new LineOptions(List.of(), IdentityPolicy.NONE, CallLimits.NONE);

    private static final int MOST_NUMBERS = 100;
    private static final int MOST_RANGES = 100;

    /** How many texts an identity takes. */
    private static final int IDENTITY = 7;

    public LineOptions {
        numbers = List.copyOf(numbers);
        ranges = List.copyOf(ranges);
    }

    /** Options without ranges. */
    public LineOptions(List<String> numbers, IdentityPolicy identity, CallLimits limits) {
        this(numbers, List.of(), identity, limits);
    }

    /** A line with further numbers and nothing else. */
    public static LineOptions of(List<String> numbers) {
        return new LineOptions(numbers, IdentityPolicy.NONE, CallLimits.NONE);
    }

    /** A line with ranges of numbers and nothing else. */
    public static LineOptions ofRanges(List<NumberRange> ranges) {
        return new LineOptions(List.of(), ranges, IdentityPolicy.NONE, CallLimits.NONE);
    }

    /** The range that has this number. */
    public Optional<NumberRange> rangeOf(String number) {
        return ranges.stream().filter(range -> range.contains(number)).findFirst();
    }

    void check(Checks checks, String phoneNumber) {
        identity.check(checks, "/identity");
        limits.check(checks, "/limits");
        checks.size("/numbers", numbers.size(), 0, MOST_NUMBERS);
        for (int i = 0; i < numbers.size(); i++) {
            String number = numbers.get(i);
            boolean twice = number.equals(phoneNumber) || numbers.indexOf(number) != i;
            checks.phoneNumber("/numbers/" + i, number)
                    .demand("/numbers/" + i, !twice, "stands twice; the phone number itself is not repeated here");
        }
        checks.size("/ranges", ranges.size(), 0, MOST_RANGES);
        for (int i = 0; i < ranges.size(); i++) {
            ranges.get(i).check(checks, "/ranges/" + i);
        }
        staysApart(checks);
    }

    /** The phone number may be one of a range, as the number of the switchboard is; no other number stands twice. */
    private void staysApart(Checks checks) {
        for (int i = 0; i < ranges.size(); i++) {
            NumberRange range = ranges.get(i);
            int at = i;
            if (!range.isValid()) {
                continue;
            }
            ranges.subList(0, i).stream()
                    .filter(NumberRange::isValid)
                    .filter(range::overlaps)
                    .findFirst()
                    .ifPresent(other -> checks.demand("/ranges/" + at, false, "overlaps the range " + other));
            for (int number = 0; number < numbers.size(); number++) {
                checks.demand(
                        "/numbers/" + number,
                        !range.contains(numbers.get(number)),
                        "is in the range " + range + " already; leave it out here");
            }
        }
    }
    /** As texts to be packed behind those of every line. */
    List<String> pack() {
        List<String> texts = new ArrayList<>();
        texts.addAll(identity.pack());
        texts.addAll(limits.pack());
        texts.add(Integer.toString(ranges.size()));
        for (NumberRange range : ranges) {
            texts.add(range.from());
            texts.add(range.to());
        }
        texts.addAll(numbers);
        return texts;
    }

    /** From what {@link #pack} gave. */
    static LineOptions unpack(List<String> texts) {
        CallLimits limits = CallLimits.unpack(texts.subList(IDENTITY, texts.size()));
        int at = IDENTITY + limits.packed();
        int count = Integer.parseInt(texts.get(at++));
        List<NumberRange> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ranges.add(new NumberRange(texts.get(at), texts.get(at + 1)));
            at += 2;
        }
        return new LineOptions(texts.subList(at, texts.size()), ranges, IdentityPolicy.unpack(texts), limits);
    }
}
