package org.linekeeper.sip.transport;

import org.jspecify.annotations.Nullable;

/** Parameters of one header value, with quoted strings and angle brackets minded. */
final class HeaderParameters {
    private HeaderParameters() {}

    /** The first of several values separated by commas. */
    static String firstValue(String values) {
        int comma = next(values, 0, ',');
        return comma < 0 ? values : values.substring(0, comma).strip();
    }

    /** What follows the first of several values, without its comma; null when it is the only one. */
    static @Nullable String otherValues(String values) {
        int comma = next(values, 0, ',');
        return comma < 0 ? null : values.substring(comma + 1).strip();
    }

    /** The value of a header parameter, empty for one without a value, null when it is absent. Names ignore case. */
    static @Nullable String of(String value, String name) {
        int semicolon = next(value, 0, ';');
        while (semicolon >= 0) {
            int end = next(value, semicolon + 1, ';');
            String parameter = value.substring(semicolon + 1, end < 0 ? value.length() : end);
            if (nameOf(parameter).equalsIgnoreCase(name)) {
                int equals = parameter.indexOf('=');
                return equals < 0 ? "" : parameter.substring(equals + 1).strip();
            }
            semicolon = end;
        }
        return null;
    }

    /** The value without the parameter, if it had it. */
    static String without(String value, String name) {
        int semicolon = next(value, 0, ';');
        StringBuilder kept =
                new StringBuilder(value.length()).append(value, 0, semicolon < 0 ? value.length() : semicolon);
        while (semicolon >= 0) {
            int end = next(value, semicolon + 1, ';');
            String parameter = value.substring(semicolon + 1, end < 0 ? value.length() : end);
            if (!nameOf(parameter).equalsIgnoreCase(name)) {
                kept.append(';').append(parameter);
            }
            semicolon = end;
        }
        return kept.toString().strip();
    }

    private static String nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        return (equals < 0 ? parameter : parameter.substring(0, equals)).strip();
    }

    /** The next place of the character outside quotes and angle brackets; -1 when there is none. */
    private static int next(String text, int from, char wanted) {
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == '"') {
                quoted = true;
            } else if (c == '<') {
                bracketed = true;
            } else if (c == '>') {
                bracketed = false;
            } else if (c == wanted && !bracketed) {
                return i;
            }
        }
        return -1;
    }
}
