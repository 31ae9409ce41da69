package org.linekeeper.config.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How many calls a line, a PBX, an enterprise or a direct route may have, and where to. Emergency calls and codes of the PBX are never held
 * back.
 *
 * @param maxCalls calls at one time, both directions together; 0 for none; empty for no limit
 * @param maxCallsPerSecond new calls in a second; empty for no limit
 * @param allowedPrefixes how numbers that are dialled may begin; empty for any
 * @param deniedPrefixes how they may not begin; of all prefixes that fit, the longest decides
 * @param busyOnBusy whether a call of the PBX is refused as long as the line has another one; empty to inherit it
 */
public record CallLimits(
        OptionalInt maxCalls,
        OptionalInt maxCallsPerSecond,
        List<String> allowedPrefixes,
        List<String> deniedPrefixes,
        Optional<Boolean> busyOnBusy) {
    public static final CallLimits NONE =
            new CallLimits(OptionalInt.empty(), OptionalInt.empty(), List.of(), List.of());

    static final int MOST_CALLS = 1_000_000;
    static final int MOST_PER_SECOND = 100_000;

    /** How many texts come before the prefixes. */
    private static final int FIXED = 5;

    private static final int MOST_PREFIXES = 1_000;
    private static final Pattern PREFIX = Pattern.compile("\\+?[0-9]{1,15}");

    /** Limits that say nothing of busy on busy. */
    public CallLimits(
            OptionalInt maxCalls,
            OptionalInt maxCallsPerSecond,
            List<String> allowedPrefixes,
            List<String> deniedPrefixes) {
        this(maxCalls, maxCallsPerSecond, allowedPrefixes, deniedPrefixes, Optional.empty());
    }

    /** The same, which say whether a line with a call is busy. */
    public CallLimits withBusyOnBusy(boolean wanted) {
        return new CallLimits(maxCalls, maxCallsPerSecond, allowedPrefixes, deniedPrefixes, Optional.of(wanted));
    }

    public CallLimits {
        allowedPrefixes = List.copyOf(allowedPrefixes);
        deniedPrefixes = List.copyOf(deniedPrefixes);
    }

    void check(Checks checks, String pointer) {
        checks.range(pointer + "/maxCalls", maxCalls.orElse(0), 0, MOST_CALLS)
                .range(pointer + "/maxCallsPerSecond", maxCallsPerSecond.orElse(1), 1, MOST_PER_SECOND);
        prefixes(checks, pointer + "/allowedPrefixes", allowedPrefixes);
        prefixes(checks, pointer + "/deniedPrefixes", deniedPrefixes);
    }

    private static void prefixes(Checks checks, String pointer, List<String> prefixes) {
        checks.size(pointer, prefixes.size(), 0, MOST_PREFIXES);
        for (int i = 0; i < prefixes.size(); i++) {
            checks.demand(
                    pointer + "/" + i,
                    PREFIX.matcher(prefixes.get(i)).matches(),
                    "must be 1 to 15 digits, with or without a plus before them, such as +1900");
        }
    }

    /** As texts, from the first of which {@link #unpack} makes it again. */
    List<String> pack() {
        List<String> texts = new ArrayList<>(List.of(
                text(maxCalls),
                text(maxCallsPerSecond),
                Integer.toString(allowedPrefixes.size()),
                Integer.toString(deniedPrefixes.size()),
                busyOnBusy.map(Object::toString).orElse("")));
        texts.addAll(allowedPrefixes);
        texts.addAll(deniedPrefixes);
        return texts;
    }

    static CallLimits unpack(List<String> texts) {
        int denied = FIXED + Integer.parseInt(texts.get(2));
        return new CallLimits(
                number(texts.get(0)),
                number(texts.get(1)),
                texts.subList(FIXED, denied),
                texts.subList(denied, denied + Integer.parseInt(texts.get(3))),
                texts.get(4).isEmpty() ? Optional.empty() : Optional.of(Boolean.valueOf(texts.get(4))));
    }

    /** How many texts {@link #pack} gives. */
    int packed() {
        return FIXED + allowedPrefixes.size() + deniedPrefixes.size();
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
    }

    private static OptionalInt number(String text) {
        return text.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }
}
