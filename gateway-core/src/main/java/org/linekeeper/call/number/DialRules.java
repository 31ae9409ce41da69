package org.linekeeper.call.number;

import static org.linekeeper.call.number.Translation.Kind.OTHER;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.call.number.Translation.Kind;
import org.linekeeper.call.number.Translation.RuleAt;
import org.linekeeper.config.model.DialRule;
import org.linekeeper.config.model.NumberFormat;
import org.linekeeper.config.model.NumberPlan;
import org.linekeeper.config.model.Pbx;

/**
 * The dial rules of one PBX, compiled. Immutable; any thread.
 *
 * <p>A number that is dialled towards the PBX is, in this order: an emergency number; what a configured rule makes of it; a code;
 * an extension that Teams knows as a number ({@code +1201} for 201 in the USA); an extension; a full number, which is written in the
 * PBX's format; or else passes as it is. A number that the PBX names is what a configured rule makes of it, a full number, or an
 * extension, which is made a number for Teams.
 */
public final class DialRules {
    /** Beyond this, digits are hardly an extension. */
    private static final int LONGEST_EXTENSION = 6;

    private static final Set<String> EMERGENCY_EVERYWHERE = Set.of("112", "911");

    /** A user part beyond this is no number; nothing is tried on it. */
    private static final int LONGEST_INPUT = 64;

    private final NumberPlan plan;
    private final Optional<Country> country;
    private final List<Rewriting> toPbx;
    private final List<Rewriting> fromPbx;
    private final Set<String> codes;
    private final Set<String> emergencies;
    private final boolean passesLongNumbers;

    private DialRules(Pbx pbx) {
        plan = pbx.numbers();
        country = plan.country().flatMap(Country::of);
        toPbx = compiled(plan.toPbx());
        fromPbx = compiled(plan.fromPbx());
        codes = new HashSet<>(plan.featureCodes());
        pbx.voicemailCode().ifPresent(codes::add);
        emergencies = Set.copyOf(plan.emergency().numbers());
        passesLongNumbers = toPbx.isEmpty()
                && plan.format() == NumberFormat.AS_DIALLED
                && plan.outsidePrefix().isEmpty()
                && plan.extensionLengths().isEmpty()
                && codes.stream().allMatch(code -> code.length() <= LONGEST_EXTENSION);
    }

    public static DialRules of(Pbx pbx) {
        return new DialRules(pbx);
    }

    private static List<Rewriting> compiled(List<DialRule> rules) {
        List<Rewriting> all = new ArrayList<>();
        rules.forEach(rule -> Rewriting.of(rule).ifPresent(all::add));
        return List.copyOf(all);
    }

    /** The country whose habits hold: that of the PBX, else that of the line's number. */
    public Optional<Country> country(Optional<String> lineNumber) {
        return country.isPresent() ? country : lineNumber.flatMap(Country::ofNumber);
    }

    /**
     * What the PBX is asked for when a Teams user dials this.
     *
     * @param dialled user part of the Request-URI from Teams, without parameters
     * @param lineNumber the number of the line that calls
     */
    public Translation toPbx(String dialled, Optional<String> lineNumber) {
        String input = PhoneNumbers.plain(dialled);
        if (input.length() > LONGEST_INPUT) {
            return translation(input, input, OTHER);
        }
        // Nothing below is slow, but most calls go to a full number of a PBX that says nothing special.
        if (passesLongNumbers && isLong(input)) {
            return new Translation(input, input, Kind.NUMBER, Optional.empty(), Optional.of(input));
        }
        Optional<Country> home = country(lineNumber);
        return emergency(input, home)
                .or(() -> byRule(toPbx, input, home))
                .or(() -> code(input, home))
                .or(() -> dressedExtension(input, home))
                .or(() -> number(input, home))
                .orElseGet(() -> translation(input, input, isExtension(input) ? Kind.EXTENSION : OTHER));
    }

    /**
     * What Teams is shown for a number that the PBX names.
     *
     * @param number user part of the PBX's URI, without parameters
     * @param lineNumber the number of the line that is called
     * @return its result has a plus and digits, unless it is of kind {@link Kind#OTHER}
     */
    public Translation fromPbx(String number, Optional<String> lineNumber) {
        String input = PhoneNumbers.plain(number);
        if (input.length() > LONGEST_INPUT) {
            return translation(input, input, OTHER);
        }
        if (fromPbx.isEmpty() && isLong(input)) {
            return new Translation(input, input, Kind.NUMBER, Optional.empty(), Optional.of(input));
        }
        Optional<Country> home = country(lineNumber);
        Optional<Translation> ruled = byRule(fromPbx, input, home);
        if (ruled.isPresent() || !isDigits(withoutPlus(input))) {
            return ruled.orElseGet(() -> translation(input, input, OTHER));
        }
        if (PhoneNumbers.isGlobal(input)) {
            return new Translation(input, input, Kind.NUMBER, Optional.empty(), Optional.of(input));
        }
        if (!plan.extensionLengths().contains(input.length())) {
            Optional<String> global = home.flatMap(at -> at.global(input));
            if (global.isPresent()) {
                return new Translation(input, global.get(), Kind.NUMBER, Optional.empty(), global);
            }
        }
        return isExtension(input)
                ? translation(input, "+" + home.map(Country::callingCode).orElse("") + input, Kind.EXTENSION)
                : translation(input, "+" + input, Kind.NUMBER);
    }

    /** How a number with its plus is written towards the PBX when it says who calls or who was called before. */
    public String identity(String number, Optional<String> lineNumber) {
        String input = PhoneNumbers.plain(number);
        if (!PhoneNumbers.isGlobal(input)) {
            return input;
        }
        Optional<Country> home = country(lineNumber);
        return dressedExtension(input, home).map(Translation::result).orElseGet(() -> formatted(input, input, home));
    }

    private Optional<Translation> emergency(String input, Optional<Country> home) {
        if (input.length() > LONGEST_EXTENSION + 4) {
            return Optional.empty();
        }
        return undressed(input, home).stream()
                .filter(digits -> isEmergency(digits, home))
                .findFirst()
                .map(digits -> translation(input, digits, Kind.EMERGENCY));
    }

    private boolean isEmergency(String digits, Optional<Country> home) {
        if (!emergencies.isEmpty()) {
            return emergencies.contains(digits);
        }
        return isDigits(digits)
                && (EMERGENCY_EVERYWHERE.contains(digits)
                        || home.map(at -> at.isEmergency(digits)).orElse(false));
    }

    private Optional<Translation> byRule(List<Rewriting> rules, String input, Optional<Country> home) {
        for (int i = 0; i < rules.size(); i++) {
            Optional<String> result = rules.get(i).apply(input);
            if (result.isPresent()) {
                RuleAt rule = new RuleAt(i, rules.get(i).rule());
                return Optional.of(
                        new Translation(input, result.get(), Kind.RULE, Optional.of(rule), global(input, home)));
            }
        }
        return Optional.empty();
    }

    private Optional<Translation> code(String input, Optional<Country> home) {
        return undressed(input, home).stream()
                .filter(code -> codes.contains(code) || code.startsWith("*") || code.startsWith("#"))
                .findFirst()
                .map(code -> translation(input, code, Kind.CODE));
    }

    private Optional<Translation> dressedExtension(String input, Optional<Country> home) {
        if (!input.startsWith("+") || !isDigits(withoutPlus(input))) {
            return Optional.empty();
        }
        String prefix = "+" + home.map(Country::callingCode).orElse("");
        String rest = input.startsWith(prefix) ? input.substring(prefix.length()) : "";
        boolean extension = isExtension(rest)
                && (!plan.extensionLengths().isEmpty()
                        || home.flatMap(at -> at.global(input)).isEmpty());
        return extension ? Optional.of(translation(input, rest, Kind.EXTENSION)) : Optional.empty();
    }

    private Optional<Translation> number(String input, Optional<Country> home) {
        boolean extension = !input.startsWith("+") && plan.extensionLengths().contains(input.length());
        Optional<String> global = extension ? Optional.empty() : global(input, home);
        return global.map(number -> {
            String written = formatted(input, number, home);
            String result = plan.outsidePrefix()
                    .map(prefix -> prefix + withoutPlus(written))
                    .orElse(written);
            return new Translation(input, result, Kind.NUMBER, Optional.empty(), global);
        });
    }

    private String formatted(String input, String global, Optional<Country> home) {
        return switch (plan.format()) {
            case AS_DIALLED -> input;
            case E164 -> global;
            case E164_WITHOUT_PLUS -> withoutPlus(global);
            case NATIONAL -> home.map(at -> at.national(global)).orElse(global);
        };
    }

    private static Optional<String> global(String input, Optional<Country> home) {
        if (PhoneNumbers.isGlobal(input)) {
            return Optional.of(input);
        }
        return isDigits(input) ? home.flatMap(at -> at.global(input)) : Optional.empty();
    }

    /** The input, and what it may have been before a plus or a country's code was put before it. */
    private static List<String> undressed(String input, Optional<Country> home) {
        if (!input.startsWith("+")) {
            return List.of(input);
        }
        String digits = input.substring(1);
        String code = home.map(Country::callingCode).orElse("");
        return !code.isEmpty() && digits.startsWith(code)
                ? List.of(digits, digits.substring(code.length()))
                : List.of(digits);
    }

    private boolean isExtension(String digits) {
        return isDigits(digits)
                && (plan.extensionLengths().isEmpty()
                        ? digits.length() <= LONGEST_EXTENSION
                        : plan.extensionLengths().contains(digits.length()));
    }

    /** So long a number is neither an extension nor a code in any dress. */
    private static boolean isLong(String input) {
        return input.length() > LONGEST_EXTENSION + 4 && PhoneNumbers.isGlobal(input);
    }

    private static String withoutPlus(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Translation translation(String input, String result, Kind kind) {
        return new Translation(input, result, kind, Optional.empty(), Optional.empty());
    }
}
