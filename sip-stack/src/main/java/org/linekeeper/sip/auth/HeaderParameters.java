package org.linekeeper.sip.auth;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads comma-separated {@code name=value} lists as they stand in challenges (RFC 7616 3.3): tokens and quoted strings with
 * escapes, any white space, empty list elements. What is not such a list ends the reading.
 */
final class HeaderParameters {
    private final String text;
    private int at;

    HeaderParameters(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skipSeparators();
        return at >= text.length();
    }

    /** The next token when it is no parameter name: the scheme of a challenge. */
    Optional<String> scheme() {
        skipSeparators();
        int start = at;
        String token = token();
        int afterToken = at;
        skipSpace();
        boolean ends = at >= text.length() || text.charAt(at) == ',';
        boolean scheme = !token.isEmpty() && (ends || (at > afterToken && text.charAt(at) != '='));
        if (!scheme) {
            at = start;
            return Optional.empty();
        }
        return Optional.of(token);
    }

    /**
     * Parameters up to the next scheme or the end, names in lower case; the first of two equal names counts.
     *
     * @return empty when something else than parameters follows; the rest of the text is then given up
     */
    Optional<Map<String, String>> parameters() {
        Map<String, String> found = new LinkedHashMap<>();
        while (!atEnd()) {
            int start = at;
            String name = token();
            skipSpace();
            if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
                at = start;
                return name.isEmpty() ? giveUp() : Optional.of(found);
            }
            at++;
            skipSpace();
            Optional<String> value = value();
            if (value.isEmpty()) {
                return giveUp();
            }
            found.putIfAbsent(name.toLowerCase(Locale.ROOT), value.get());
        }
        return Optional.of(found);
    }

    private <T> Optional<T> giveUp() {
        at = text.length();
        return Optional.empty();
    }

    private Optional<String> value() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quotedString();
        }
        int start = at;
        while (at < text.length() && ",\" \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return Optional.of(text.substring(start, at));
    }

    private Optional<String> quotedString() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return Optional.of(value.toString());
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            value.append(c);
        }
        return Optional.empty();
    }

    private String token() {
        int start = at;
        while (at < text.length() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipSeparators() {
        while (at < text.length() && (isSpace(text.charAt(at)) || text.charAt(at) == ',')) {
            at++;
        }
    }

    private void skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** RFC 3261 25.1, token. */
    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-.!%*_+`'~".indexOf(c) >= 0;
    }
}
