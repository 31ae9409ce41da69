package org.linekeeper.call.identity;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linekeeper.call.number.PhoneNumbers;

/**
 * One value of a header that lists addresses, such as History-Info, Diversion or Referred-By. Whatever comes is read: what makes no
 * sense has an empty user.
 *
 * @param user user part or telephone number without separators and parameters; empty when there is none
 * @param uriParameters what stands behind the host, up to the headers
 * @param uriHeaders the headers within the URI, unescaped
 * @param parameters what stands behind the address
 */
record NamedUri(String user, String uriParameters, String uriHeaders, String parameters) {
    /** The values of a header that are separated by commas; at most so many, the rest is left out. */
    static List<String> split(List<String> headers, int most) {
        List<String> values = new ArrayList<>();
        for (String header : headers) {
            int start = 0;
            boolean quoted = false;
            boolean inAddress = false;
            for (int i = 0; i < header.length() && values.size() < most; i++) {
                char c = header.charAt(i);
                if (c == '"' && !inAddress) {
                    quoted = !quoted;
                } else if (c == '<' && !quoted) {
                    inAddress = true;
                } else if (c == '>' && !quoted) {
                    inAddress = false;
                } else if (c == ',' && !quoted && !inAddress) {
                    values.add(header.substring(start, i));
                    start = i + 1;
                }
            }
            if (values.size() < most) {
                values.add(header.substring(start));
            }
        }
        values.removeIf(String::isBlank);
        return values;
    }

    static NamedUri parse(String value) {
        int open = outsideQuotes(value, '<');
        int close = open < 0 ? -1 : value.indexOf('>', open);
        if (open < 0 || close < 0) {
            // RFC 3261 20.10: without angle brackets, what follows a semicolon belongs to the header, not to the URI.
            int semicolon = value.indexOf(';');
            String bare = semicolon < 0 ? value : value.substring(0, semicolon);
            return of(bare.trim(), semicolon < 0 ? "" : value.substring(semicolon));
        }
        return of(value.substring(open + 1, close).trim(), value.substring(close + 1));
    }

    private static int outsideQuotes(String value, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) == '"') {
                quoted = !quoted;
            } else if (value.charAt(i) == wanted && !quoted) {
                return i;
            }
        }
        return -1;
    }

    private static NamedUri of(String uri, String parameters) {
        int question = uri.indexOf('?');
        String headers = question < 0 ? "" : unescaped(uri.substring(question + 1));
        String address = question < 0 ? uri : uri.substring(0, question);
        int scheme = address.indexOf(':');
        String kind = scheme < 0 ? "" : address.substring(0, scheme).toLowerCase(Locale.ROOT);
        String rest = address.substring(scheme + 1);
        if (kind.equals("tel")) {
            int semicolon = rest.indexOf(';');
            return new NamedUri(
                    number(semicolon < 0 ? rest : rest.substring(0, semicolon)),
                    semicolon < 0 ? "" : rest.substring(semicolon),
                    headers,
                    parameters);
        }
        int at = rest.indexOf('@');
        boolean sip = kind.equals("sip") || kind.equals("sips");
        String behind = rest.substring(at + 1);
        int semicolon = behind.indexOf(';');
        return new NamedUri(
                sip && at > 0 ? number(rest.substring(0, at)) : "",
                semicolon < 0 ? "" : behind.substring(semicolon),
                headers,
                parameters);
    }

    /** The value of a parameter among some that each begin with a semicolon; quotation marks are taken off. */
    static Optional<String> parameter(String parameters, String name) {
        for (String parameter : parameters.split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && parameter.substring(0, equals).trim().equalsIgnoreCase(name)) {
                return Optional.of(parameter.substring(equals + 1).trim().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    private static String number(String user) {
        return PhoneNumbers.plain(PhoneNumbers.withoutParameters(unescaped(user)));
    }

    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            // A plus is a plus here, other than in a form.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
