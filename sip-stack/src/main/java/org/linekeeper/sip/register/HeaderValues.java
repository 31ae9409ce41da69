package org.linekeeper.sip.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes header values apart, minding quoted strings and angle brackets. */
final class HeaderValues {
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
