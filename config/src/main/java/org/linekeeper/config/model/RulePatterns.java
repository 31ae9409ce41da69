package org.linekeeper.config.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;

/** What patterns and replacements of dial rules may be. */
final class RulePatterns {
    private static final int LONGEST_PATTERN = 128;
    private static final int LONGEST_REPLACEMENT = 64;

    /** A repetition is compiled by copying what it repeats; nested ones multiply. */
    private static final int MOST_COPIES = 1_000;

    private static final java.util.regex.Pattern REPETITION =
            java.util.regex.Pattern.compile("\\{([0-9]{1,9})(?:,([0-9]{0,9}))?\\}");
    private static final java.util.regex.Pattern REPLACEMENT =
            java.util.regex.Pattern.compile("(?:[0-9A-Za-z*#+]|\\$[0-9]){1," + LONGEST_REPLACEMENT + "}");

    private RulePatterns() {}

    /** What is wrong with a pattern; empty when nothing is. */
    static Optional<String> fault(String pattern) {
        if (pattern.isEmpty() || pattern.length() > LONGEST_PATTERN) {
            return Optional.of("must be 1 to " + LONGEST_PATTERN + " characters");
        }
        if (copies(pattern) > MOST_COPIES) {
            return Optional.of("repeats too much: the numbers in braces may multiply to " + MOST_COPIES + " at most");
        }
        try {
            Pattern.compile(pattern);
            return Optional.empty();
        } catch (PatternSyntaxException e) {
            return Optional.of("is no regular expression in the syntax of RE2: " + e.getDescription()
                    + (e.getPattern() == null || e.getPattern().isEmpty() ? "" : " in " + e.getPattern())
                    + "; look-around and back-references are not allowed");
        }
    }

    /** What is wrong with a replacement for what a pattern matches; empty when nothing is, or when the pattern itself is wrong. */
    static Optional<String> misfit(String pattern, String replacement) {
        if (replacement.length() > LONGEST_REPLACEMENT
                || !REPLACEMENT.matcher(replacement).matches()) {
            return Optional.of(
                    "must be 1 to " + LONGEST_REPLACEMENT + " of digits, letters, * # + and groups $0 to $9");
        }
        if (fault(pattern).isPresent()) {
            return Optional.empty();
        }
        int groups = Pattern.compile(pattern).groupCount();
        for (int i = replacement.indexOf('$'); i >= 0; i = replacement.indexOf('$', i + 1)) {
            if (replacement.charAt(i + 1) - '0' > groups) {
                return Optional.of("names group $" + replacement.charAt(i + 1) + ", but the pattern has "
                        + (groups == 0 ? "no groups" : "only " + groups));
            }
        }
        return Optional.empty();
    }

    private static long copies(String pattern) {
        long copies = 1;
        Matcher repetitions = REPETITION.matcher(pattern);
        while (repetitions.find()) {
            String most = repetitions.group(2) == null || repetitions.group(2).isEmpty()
                    ? repetitions.group(1)
                    : repetitions.group(2);
            copies = Math.min(Integer.MAX_VALUE, copies * Math.max(1, Integer.parseInt(most)));
        }
        return copies;
    }
}
