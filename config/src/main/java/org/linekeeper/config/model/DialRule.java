package org.linekeeper.config.model;

import java.util.Optional;

/**
 * Rewrites a number that matches as a whole.
 *
 * @param pattern a regular expression in the syntax of RE2, which is matched in time linear to the number: no look-around, no
 *     back-references; 1 to 128 characters, whose repetitions multiply to 1000 at most
 * @param replacement 1 to 64 characters of a dial string; {@code $0} is the whole number, {@code $1} to {@code $9} are groups
 * @param name for people; empty for none
 */
public record DialRule(String pattern, String replacement, Optional<String> name) {
    void check(Checks checks, String pointer) {
        Optional<String> fault = RulePatterns.fault(pattern);
        checks.demand(pointer + "/pattern", fault.isEmpty(), fault.orElse(""));
        Optional<String> misfit = RulePatterns.misfit(pattern, replacement);
        checks.demand(pointer + "/replacement", misfit.isEmpty(), misfit.orElse(""));
        checks.printable(pointer + "/name", name, 64);
    }
}
