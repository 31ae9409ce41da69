package org.linekeeper.config.document;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.linekeeper.config.document.Form.Reading.Bad;
import org.linekeeper.config.document.Form.Reading.Good;

/** The forms that values of both the settings file and the portal's entities take. */
public final class Forms {
    /** YAML knows other notations as well, such as 0x10, which are not worth their surprises. */
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(?:\\.[0-9]{1,18})?");

    private Forms() {}

    /** Any text. The complaint does not show the value, which may be a secret. */
    public static Form<String> text() {
        return node -> node instanceof Node.Text text
                ? new Good<>(text.value())
                : new Bad<>("must be text" + (node instanceof Node.Numeral ? ", so put it in quotes" : "") + "; found "
                        + node.kind());
    }

    /** True or false. */
    public static Form<Boolean> flag() {
        return node -> node instanceof Node.Flag flag
                ? new Good<>(flag.value())
                : new Bad<>("must be true or false; found " + node.kind());
    }

    /** A whole number within the limits, both included. */
    public static Form<Integer> whole(int min, int max) {
        String allowed = "must be a whole number from " + min + " to " + max;
        return node -> {
            if (!(node instanceof Node.Numeral numeral)) {
                return new Bad<>(allowed + "; found " + node.kind());
            }
            if (!numeral.whole() || !WHOLE.matcher(numeral.value()).matches()) {
                return new Bad<>(allowed);
            }
            long value = Long.parseLong(numeral.value());
            return value < min || value > max ? new Bad<>(allowed) : new Good<>((int) value);
        };
    }

    /** A number between the limits, both excluded. */
    public static Form<Double> between(double min, double max) {
        String allowed = "must be a number greater than " + min + " and less than " + max;
        return node -> {
            if (!(node instanceof Node.Numeral numeral)
                    || !DECIMAL.matcher(numeral.value()).matches()) {
                return new Bad<>(allowed);
            }
            double value = Double.parseDouble(numeral.value());
            return value > min && value < max ? new Good<>(value) : new Bad<>(allowed);
        };
    }

    /** One of a few words. */
    public static <T> Form<T> word(Map<String, T> known) {
        List<String> words = List.copyOf(known.keySet());
        String allowed = "allowed: " + Words.choices(words);
        return node -> {
            if (!(node instanceof Node.Text text)) {
                return new Bad<>("must be text; " + allowed);
            }
            T value = known.get(text.value());
            if (value != null) {
                return new Good<>(value);
            }
            String meant = Words.nearest(text.value(), words)
                    .map(word -> "did you mean " + Words.quote(word) + "? ")
                    .orElse("");
            return new Bad<>(Words.quote(text.value()) + " is not allowed; " + meant + "(" + allowed + ")");
        };
    }

    /** A constant of an enum, in lower case. */
    public static <E extends Enum<E>> Form<E> lowerCase(Class<E> type) {
        Map<String, E> known = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> known.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return word(known);
    }

    /** Text that means something. */
    public static <T> Form<T> parsed(String allowed, Function<String, Optional<T>> parser) {
        return node -> node instanceof Node.Text text
                ? parser.apply(text.value())
                        .<Form.Reading<T>>map(Good::new)
                        .orElseGet(() -> new Bad<>("must be " + allowed + "; found " + Words.quote(text.value())))
                : new Bad<>("must be " + allowed + "; found " + shown(node));
    }

    private static String shown(Node node) {
        return node instanceof Node.Numeral numeral ? "the number " + Words.quote(numeral.value()) : node.kind();
    }
}
