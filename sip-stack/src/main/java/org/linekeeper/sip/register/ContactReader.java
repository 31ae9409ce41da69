package org.linekeeper.sip.register;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.linekeeper.sip.register.OwnContact.Listed;

/** Reads one element of a Contact header: {@code "name" <sip:user@host:port>;expires=n} or {@code sip:user@host;expires=n}. */
final class ContactReader {
    /** RFC 3261 25.1, user: unreserved, escaped and user-unreserved. */
    private static final String USER = "-_.!~*'()%&=+$,;?/";

    /** What may stand anywhere in a URI, quotes and white space not being among it. */
    private static final String URI = USER + ":@[]";

    private ContactReader() {}

    /** The contact; empty when it is no SIP URI or not written as RFC 3261 20.10 says. */
    static Optional<Listed> read(String element) {
        int open = openingBracket(element);
        String uri;
        String rest;
        if (open >= 0) {
            int close = element.indexOf('>', open);
            if (close < 0) {
                return Optional.empty();
            }
            uri = element.substring(open + 1, close).trim();
            rest = element.substring(close + 1).trim();
        } else {
            int semicolon = element.indexOf(';');
            uri = semicolon < 0 ? element : element.substring(0, semicolon).trim();
            rest = semicolon < 0 ? "" : element.substring(semicolon);
        }
        if (!rest.isEmpty() && rest.charAt(0) != ';') {
            return Optional.empty();
        }
        Optional<Map<String, String>> parameters = rest.isEmpty()
                ? Optional.of(Map.of())
                : HeaderValues.split(rest.substring(1), ';').flatMap(HeaderValues::parameters);
        return parameters.flatMap(found -> listed(uri, found));
    }

    private static Optional<Listed> listed(String uri, Map<String, String> parameters) {
        String text = parameters.get("expires");
        OptionalLong expires = text == null ? OptionalLong.empty() : HeaderValues.deltaSeconds(text);
        if (text != null && expires.isEmpty()) {
            return Optional.empty();
        }
        if (!HeaderValues.consistsOf(uri, URI)) {
            return Optional.empty();
        }
        int scheme = schemeLength(uri);
        if (scheme == 0) {
            return Optional.empty();
        }
        int at = uri.indexOf('@');
        String user = at < 0 ? "" : uri.substring(scheme, at);
        int password = user.indexOf(':');
        return hostAndPort(
                uri.substring(at < 0 ? scheme : at + 1),
                password < 0 ? user : user.substring(0, password),
                parameters,
                expires);
    }

    private static Optional<Listed> hostAndPort(
            String text, String user, Map<String, String> parameters, OptionalLong expires) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '?') {
            end++;
        }
        if (!parametersReadable(text.substring(end))) {
            return Optional.empty();
        }
        String hostPort = text.substring(0, end);
        int colon = hostPort.indexOf(':', hostPort.startsWith("[") ? hostPort.indexOf(']') + 1 : 0);
        String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
        int port = -1;
        if (colon >= 0) {
            OptionalLong number = HeaderValues.deltaSeconds(hostPort.substring(colon + 1));
            if (number.isEmpty() || number.getAsLong() > 65_535) {
                return Optional.empty();
            }
            port = (int) number.getAsLong();
        }
        return host.isEmpty() || !isHost(host) || !HeaderValues.consistsOf(user, USER)
                ? Optional.empty()
                : Optional.of(new Listed(user, host, port, instance(parameters), expires));
    }

    /** URI parameters {@code ;name[=value]}; URI headers are not expected in a contact. */
    private static boolean parametersReadable(String text) {
        for (String parameter :
                text.isEmpty() ? new String[0] : text.substring(1).split(";", -1)) {
            int equals = parameter.indexOf('=');
            if (equals == 0 || parameter.isEmpty() || parameter.indexOf('=') != parameter.lastIndexOf('=')) {
                return false;
            }
        }
        return text.indexOf('?') < 0 && text.indexOf('@') < 0;
    }

    private static boolean isHost(String host) {
        return (host.startsWith("[") && host.endsWith("]"))
                ? HeaderValues.consistsOf(host.substring(1, host.length() - 1), ":.")
                : HeaderValues.consistsOf(host, "-.");
    }

    private static Optional<String> instance(Map<String, String> parameters) {
        return Optional.ofNullable(parameters.get("+sip.instance")).map(ContactReader::withoutBrackets);
    }

    static String withoutBrackets(String instance) {
        return instance.startsWith("<") && instance.endsWith(">")
                ? instance.substring(1, instance.length() - 1)
                : instance;
    }

    private static int schemeLength(String uri) {
        if (uri.regionMatches(true, 0, "sip:", 0, 4)) {
            return 4;
        }
        return uri.regionMatches(true, 0, "sips:", 0, 5) ? 5 : 0;
    }

    /** The bracket that opens the URI: the first one outside a quoted display name and before any parameter. */
    private static int openingBracket(String element) {
        boolean quoted = false;
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '<') {
                return i;
            } else if (!quoted && c == ';') {
                return -1;
            }
        }
        return -1;
    }
}
