package org.linekeeper.config.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a PBX writes telephone numbers.
 *
 * @param country ISO 3166-1 code of two letters, upper case; empty for that of the line's own number
 * @param format how full numbers are dialled on the PBX
 * @param outsidePrefix dialled before full numbers, for example 9; empty for none
 * @param extensionLengths how many digits extensions have; empty for up to six, unless that is a full number in the country
 * @param featureCodes numbers that the PBX wants as they are, for example of queues and park orbits
 * @param toPbx for numbers that Teams users dial; the first that matches decides
 * @param fromPbx for numbers that the PBX names; the first that matches decides
 * @param emergency emergency calls
 */
public record NumberPlan(
        Optional<String> country,
        NumberFormat format,
        Optional<String> outsidePrefix,
        List<Integer> extensionLengths,
        List<String> featureCodes,
        List<DialRule> toPbx,
        List<DialRule> fromPbx,
        EmergencyPlan emergency) {
    /** What holds for a PBX of which nothing is said. */
    public static final NumberPlan NONE = new NumberPlan(
            Optional.empty(),
            NumberFormat.AS_DIALLED,
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            EmergencyPlan.NONE);

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int MOST_RULES = 100;
    private static final int MOST_CODES = 1_000;
    private static final int LONGEST_EXTENSION = 12;

    public NumberPlan {
        extensionLengths = List.copyOf(extensionLengths);
        featureCodes = List.copyOf(featureCodes);
        toPbx = List.copyOf(toPbx);
        fromPbx = List.copyOf(fromPbx);
    }

    void check(Checks checks, String pointer) {
        checks.demand(
                        pointer + "/country",
                        country.map(COUNTRIES::contains).orElse(true),
                        "must be the code of a country in two upper-case letters (ISO 3166), such as US or GB, or absent")
                .size(pointer + "/extensionLengths", extensionLengths.size(), 0, LONGEST_EXTENSION)
                .size(pointer + "/featureCodes", featureCodes.size(), 0, MOST_CODES);
        outsidePrefix.ifPresent(prefix -> checks.digits(pointer + "/outsidePrefix", prefix, 1, 8));
        for (int i = 0; i < extensionLengths.size(); i++) {
            checks.range(pointer + "/extensionLengths/" + i, extensionLengths.get(i), 1, LONGEST_EXTENSION);
        }
        for (int i = 0; i < featureCodes.size(); i++) {
            checks.dialString(pointer + "/featureCodes/" + i, Optional.of(featureCodes.get(i)));
        }
        rules(checks, pointer + "/toPbx", toPbx);
        rules(checks, pointer + "/fromPbx", fromPbx);
        emergency.check(checks, pointer + "/emergency");
    }

    private static void rules(Checks checks, String pointer, List<DialRule> rules) {
        checks.size(pointer, rules.size(), 0, MOST_RULES);
        for (int i = 0; i < rules.size(); i++) {
            rules.get(i).check(checks, pointer + "/" + i);
        }
    }
}
