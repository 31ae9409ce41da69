package org.linekeeper.simulator.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cutting header values apart. */
final class Text {
    private Text() {}

    /** Splits outside quotes and angle brackets; parts are trimmed, empty ones left out. */
    static List<String> split(String value, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\' && i + 1 < value.length()) {
                part.append(c).append(value.charAt(++i));
                continue;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                bracketed = c == '<';
            }
            if (c == separator && !quoted && !bracketed) {
                add(parts, part);
            } else {
                part.append(c);
            }
        }
        add(parts, part);
        return parts;
    }

    private static void add(List<String> parts, StringBuilder part) {
        if (!part.toString().isBlank()) {
            parts.add(part.toString().trim());
        }
        part.setLength(0);
    }

    /** {@code a=b;c;d="e"} as a map; names in lower case, quotes taken off, a parameter without value is empty. */
    static Map<String, String> parameters(String text, char separator) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : split(text, separator)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1).trim();
            parameters.putIfAbsent(name.trim().toLowerCase(Locale.ROOT), unquoted(value));
        }
        return parameters;
    }

    static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
    }
}
