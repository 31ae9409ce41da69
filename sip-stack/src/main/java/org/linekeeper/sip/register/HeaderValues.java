package org.linekeeper.sip.register;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes header values apart, minding quoted strings and angle brackets. */
final class HeaderValues {
    /** RFC 3261 20.19: "a decimal integer ... between 0 and (2**32)-1". */
    private static final long MAX_DELTA_SECONDS = 0xffff_ffffL;

    /** What a token has beside letters and digits (RFC 3261 25.1). */
    private static final String TOKEN = "-.!%*_+`'~";

    /** What an IPv6 address in a parameter has beside that. */
    private static final String HOST_EXTRA = ":[]";

    private HeaderValues() {}

    /**
     * Splits at a separator that stands outside quotes and angle brackets; parts are trimmed.
     *
     * @return empty when a quote or bracket is not closed
     */
    static Optional<List<String>> split(String text, char separator) {
        List<String> parts = new ArrayList<>(2);
        boolean quoted = false;
        boolean bracketed = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else {
                    quoted = c != '"';
                }
            } else if (c == '"' && !bracketed) {
                quoted = true;
            } else if (c == '<') {
                if (bracketed) {
                    return Optional.empty();
                }
                bracketed = true;
            } else if (c == '>') {
                if (!bracketed) {
                    return Optional.empty();
                }
                bracketed = false;
            } else if (c == separator && !bracketed) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).trim());
        return quoted || bracketed ? Optional.empty() : Optional.of(parts);
    }

    /**
     * Parameters {@code name[=value]} of a list of parts, names in lower case, quotes taken off.
     *
     * @return empty when a name is missing, stands twice or has an odd character, or a value has one outside quotes
     */
    static Optional<Map<String, String>> parameters(List<String> parts) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).trim().toLowerCase(Locale.ROOT);
            String value = equals < 0 ? "" : part.substring(equals + 1).trim();
            boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
            if (name.isEmpty()
                    || !consistsOf(name, TOKEN)
                    || (!quoted && !consistsOf(value, TOKEN + HOST_EXTRA))
                    || found.putIfAbsent(name, quoted ? value.substring(1, value.length() - 1) : value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(found);
    }

    /** Whether every character is an ASCII letter or digit or one of these. */
    static boolean consistsOf(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Digits only, cut to what fits in 32 bits. */
    static OptionalLong deltaSeconds(String text) {
        if (text.isEmpty() || text.length() > 18) {
            return OptionalLong.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(Math.min(Long.parseLong(text), MAX_DELTA_SECONDS));
    }

    /** The text without control characters. */
    static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replaceAll("\\p{Cntrl}", "");
            }
        }
        return text;
    }
}
