package org.linekeeper.config.model;

import java.util.List;

/**
 * What few lines have. A line without any of it costs nothing for it.
 *
 * @param numbers further Teams numbers of the line, E.164 with their plus, beside the one that it is called by
 */
public record LineOptions(List<String> numbers) {
    public static final LineOptions NONE = new LineOptions(List.of());

    private static final int MOST_NUMBERS = 100;

    public LineOptions {
        numbers = List.copyOf(numbers);
    }

    void check(Checks checks, String phoneNumber) {
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
        return numbers;
    }

    /** From what {@link #pack} gave. */
    static LineOptions unpack(List<String> texts) {
        return new LineOptions(texts);
    }
}
