package org.linekeeper.config.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What few lines have. A line without any of it costs nothing for it.
 *
 * @param numbers further Teams numbers of the line, E.164 with their plus, beside the one that it is called by
 * @param identity what its PBX is shown of its callers from Teams
 * @param limits how many calls it may have, and where to
 */
public record LineOptions(List<String> numbers, IdentityPolicy identity, CallLimits limits) {
    public static final LineOptions NONE = new LineOptions(List.of(), IdentityPolicy.NONE, CallLimits.NONE);

    private static final int MOST_NUMBERS = 100;

    /** How many texts an identity takes. */
    private static final int IDENTITY = 7;

    public LineOptions {
        numbers = List.copyOf(numbers);
    }

    /** A line with further numbers and nothing else. */
    public static LineOptions of(List<String> numbers) {
        return new LineOptions(numbers, IdentityPolicy.NONE, CallLimits.NONE);
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
    }

    /** As texts to be packed behind those of every line. */
    List<String> pack() {
        List<String> texts = new ArrayList<>();
        texts.addAll(identity.pack());
        texts.addAll(limits.pack());
        texts.addAll(numbers);
        return texts;
    }

    /** From what {@link #pack} gave. */
    static LineOptions unpack(List<String> texts) {
        CallLimits limits = CallLimits.unpack(texts.subList(IDENTITY, texts.size()));
        return new LineOptions(
                texts.subList(IDENTITY + limits.packed(), texts.size()), IdentityPolicy.unpack(texts), limits);
    }
}
