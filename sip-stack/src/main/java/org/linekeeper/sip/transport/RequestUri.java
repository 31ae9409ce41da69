package org.linekeeper.sip.transport;

import java.util.Locale;
import java.util.Optional;

/** A light check of a Request-URI, before any parser sees it. */
enum RequestUri {
    /** A scheme that we serve, with a host that looks like one. */
    FINE,
    /** RFC 3261 8.2.2.1: a scheme that we do not serve is answered by 416. */
    UNKNOWN_SCHEME,
    /** Not by the grammar. */
    BROKEN;

    static RequestUri check(String uri) {
        int colon = uri.indexOf(':');
        if (colon <= 0 || !isScheme(uri.substring(0, colon))) {
            return BROKEN;
        }
        String rest = uri.substring(colon + 1);
        return switch (uri.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "sip", "sips" -> isHostPort(hostPort(rest)) ? FINE : BROKEN;
            case "tel" -> rest.isEmpty() ? BROKEN : FINE;
            default -> UNKNOWN_SCHEME;
        };
    }

    /** The domain name of a URI that is {@link #FINE}; empty when it has an IPv6 address, or is no SIP URI. */
    static Optional<String> name(String uri) {
        int colon = uri.indexOf(':');
        String scheme = uri.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        if (!scheme.equals("sip") && !scheme.equals("sips")) {
            return Optional.empty();
        }
        String hostPort = hostPort(uri.substring(colon + 1));
        int end = hostPort.indexOf(':');
        return hostPort.startsWith("[")
                ? Optional.empty()
                : Optional.of(end < 0 ? hostPort : hostPort.substring(0, end));
    }

    /** What stands between user part and parameters; the user part may hold semicolons and question marks, but no at sign. */
    private static String hostPort(String rest) {
        String afterUser = rest.substring(rest.lastIndexOf('@') + 1);
        int end = 0;
        while (end < afterUser.length() && afterUser.charAt(end) != ';' && afterUser.charAt(end) != '?') {
            end++;
        }
        return afterUser.substring(0, end);
    }

    private static boolean isHostPort(String hostPort) {
        int hostEnd;
        boolean host;
        if (hostPort.startsWith("[")) {
            hostEnd = hostPort.indexOf(']') + 1;
            host = hostEnd > 3 && isMadeOf(hostPort.substring(1, hostEnd - 1), "0123456789abcdefABCDEF:.");
        } else {
            int colon = hostPort.indexOf(':');
            hostEnd = colon < 0 ? hostPort.length() : colon;
            host = hostEnd > 0 && StartLine.isMadeOf(hostPort.substring(0, hostEnd), RequestUri::isHostChar);
        }
        String port = hostPort.substring(Math.max(hostEnd, 0));
        return host && (port.isEmpty() || isPort(port));
    }

    private static boolean isPort(String port) {
        return port.length() >= 2
                && port.length() <= 6
                && port.charAt(0) == ':'
                && isMadeOf(port.substring(1), "0123456789");
    }

    private static boolean isHostChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }

    private static boolean isScheme(String scheme) {
        return Character.isLetter(scheme.charAt(0))
                && StartLine.isMadeOf(
                        scheme, c -> c < 0x7f && (Character.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.'));
    }

    private static boolean isMadeOf(String text, String alphabet) {
        return StartLine.isMadeOf(text, c -> alphabet.indexOf(c) >= 0);
    }
}
