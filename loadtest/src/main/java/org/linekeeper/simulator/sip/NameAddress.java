package org.linekeeper.simulator.sip;

import java.util.Map;
import java.util.Optional;

/**
 * The value of From, To, Contact, Route, Record-Route.
 *
 * @param display without its quotes; empty when there is none
 * @param uri as written
 * @param parameters of the header, names in lower case
 */
public record NameAddress(String display, String uri, Map<String, String> parameters) {
    public static NameAddress parse(String value) throws SipFormatException {
        String text = value.trim();
        int open = openBracket(text);
        if (open < 0) {
            // RFC 3261 section 20: without angle brackets, parameters belong to the header, not to the URI.
            int semicolon = text.indexOf(';');
            String uri = semicolon < 0 ? text : text.substring(0, semicolon);
            return new NameAddress(
                    "", uri.trim(), semicolon < 0 ? Map.of() : Text.parameters(text.substring(semicolon), ';'));
        }
        int close = text.indexOf('>', open);
        if (close < 0) {
            throw new SipFormatException("no > in " + value);
        }
        return new NameAddress(
                Text.unquoted(text.substring(0, open).trim()),
                text.substring(open + 1, close).trim(),
                Text.parameters(text.substring(close + 1), ';'));
    }

    public Optional<String> tag() {
        return Optional.ofNullable(parameters.get("tag"));
    }

    public SipUri sipUri() throws SipFormatException {
        return SipUri.parse(uri);
    }

    private static int openBracket(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '<' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
