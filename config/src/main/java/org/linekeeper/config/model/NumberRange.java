package org.linekeeper.config.model;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Telephone numbers that follow each other, as a carrier gives them out: from the first to the last, both included, all of the same length.
 *
 * @param from the first number, E.164 with its plus
 * @param to the last number
 */
public record NumberRange(String from, String to) {
    /** More than any carrier gives out in one block; a wrong digit makes more. */
    static final int MOST_NUMBERS = 1_000_000;

    static final String ALLOWED =
            "a range of numbers such as +49891234000-+49891234099, its short form +49891234000-099,"
                    + " or an object with from and either to or count";

    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{1,14}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    /**
     * Reads {@code +49891234000-+49891234099} or {@code +49891234000-099}, where the digits behind the hyphen take the place of as many
     * at the end of the first number. What the numbers are is not judged.
     */
    static Optional<NumberRange> parse(String text) {
        int hyphen = text.indexOf('-');
        if (hyphen < 0) {
            return Optional.empty();
        }
        String from = text.substring(0, hyphen).strip();
        String to = text.substring(hyphen + 1).strip();
        boolean isShort = DIGITS.matcher(to).matches() && to.length() < from.length();
        return Optional.of(new NumberRange(from, isShort ? from.substring(0, from.length() - to.length()) + to : to));
    }

    /** So many numbers from that one on; empty when that is no number, or they are more than its digits can count. */
    static Optional<NumberRange> of(String from, int count) {
        OptionalLong first = position(from);
        if (first.isEmpty() || count < 1) {
            return Optional.empty();
        }
        String last = Long.toString(first.getAsLong() + count - 1);
        return last.length() == from.length() && last.charAt(0) == '1'
                ? Optional.of(new NumberRange(from, "+" + last.substring(1)))
                : Optional.empty();
    }

    /**
     * Where a number stands in an order in which the numbers of one length follow each other: its digits behind a one, which keeps
     * lengths apart. Empty for what is no E.164 number with its plus.
     */
    public static OptionalLong position(String number) {
        return NUMBER.matcher(number).matches()
                ? OptionalLong.of(Long.parseLong("1" + number.substring(1)))
                : OptionalLong.empty();
    }

    /** The {@link #position} of the first number; the range must be valid. */
    public long first() {
        return position(from).orElseThrow();
    }

    /** The {@link #position} of the last number; the range must be valid. */
    public long last() {
        return position(to).orElseThrow();
    }

    public boolean contains(String number) {
        OptionalLong position = position(number);
        return position.isPresent() && position.getAsLong() >= first() && position.getAsLong() <= last();
    }

    boolean overlaps(NumberRange that) {
        return first() <= that.last() && that.first() <= last();
    }

    /** Whether both ends are numbers of the same length in the right order. */
    boolean isValid() {
        return position(from).isPresent()
                && position(to).isPresent()
                && from.length() == to.length()
                && first() <= last()
                && last() - first() < MOST_NUMBERS;
    }

    void check(Checks checks, String pointer) {
        if (position(from).isEmpty() || position(to).isEmpty()) {
            checks.demand(
                    pointer,
                    false,
                    "must go from one E.164 number to another, each a plus and 2 to 15 digits, such as"
                            + " +49891234000-+49891234099");
        } else if (from.length() != to.length()) {
            checks.demand(pointer, false, "must begin and end with numbers of the same length: " + this);
        } else {
            checks.demand(pointer, first() <= last(), "must not end before it begins: " + this)
                    .demand(
                            pointer,
                            last() - first() < MOST_NUMBERS,
                            "must not have more than " + MOST_NUMBERS + " numbers; check the digits of " + this);
        }
    }

    @Override
    public String toString() {
        return from + "-" + to;
    }
}
