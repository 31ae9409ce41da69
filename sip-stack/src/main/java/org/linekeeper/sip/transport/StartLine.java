package org.linekeeper.sip.transport;

import java.util.function.IntPredicate;

/** The first line of a message (RFC 3261 7.1, 7.2). */
sealed interface StartLine {
    /** Not SIP at all. */
    StartLine NONE = new Nothing();

    record Nothing() implements StartLine {}

    /**
     * Meant to be SIP, but not by the grammar.
     *
     * @param request whether it was meant to be a request
     */
    record Broken(boolean request) implements StartLine {}

    /**
     * A Request-Line.
     *
     * @param supported whether the version is SIP/2.0
     */
    record Request(String method, String uri, boolean supported) implements StartLine {}

    /** A Status-Line. */
    record Response(int status) implements StartLine {}

    static StartLine parse(String line) {
        if (line.regionMatches(true, 0, "SIP/", 0, 4)) {
            return response(line);
        }
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        int version = lastVersion(line);
        if (first <= 0 || version < 0 || !isToken(line.substring(0, first))) {
            return NONE;
        }
        // RFC 3261 7.1: Request-Line = Method SP Request-URI SP SIP-Version CRLF, and "no LWS is allowed" elsewhere in
        // it.
        boolean twoSpaces = last > first + 1 && line.indexOf(' ', first + 1) == last && last + 1 == version;
        String uri = twoSpaces ? line.substring(first + 1, last) : "";
        String number = line.substring(version + 4);
        if (!twoSpaces || !isVersion(number) || !isVisible(uri)) {
            // An ACK is never answered, not even a broken one.
            return new Broken(!line.startsWith("ACK "));
        }
        return new Request(line.substring(0, first), uri, number.equals("2.0"));
    }

    private static int lastVersion(String line) {
        int at = line.length() - 4;
        while (at >= 0 && !line.regionMatches(true, at, "SIP/", 0, 4)) {
            at--;
        }
        return at;
    }

    /** As a stream of the characters would say; a stream for each line of each message is felt. */
    static boolean isMadeOf(String text, IntPredicate of) {
        for (int i = 0; i < text.length(); i++) {
            if (!of.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static StartLine response(String line) {
        // RFC 3261 7.2: Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF; the code has three digits.
        boolean shape = line.length() >= 11
                && line.regionMatches(true, 0, "SIP/2.0 ", 0, 8)
                && (line.length() == 11 || line.charAt(11) == ' ');
        if (!shape) {
            return new Broken(false);
        }
        int status = 0;
        for (int i = 8; i < 11; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return new Broken(false);
            }
            status = status * 10 + digit;
        }
        return status >= 100 && status < 700 ? new Response(status) : new Broken(false);
    }

    private static boolean isVersion(String number) {
        int dot = number.indexOf('.');
        return dot > 0
                && dot < number.length() - 1
                && isMadeOf(number, c -> c == '.' || (c >= '0' && c <= '9'))
                && number.indexOf('.', dot + 1) < 0;
    }

    private static boolean isVisible(String uri) {
        return isMadeOf(uri, c -> c > ' ' && c != 0x7f);
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && isMadeOf(text, c -> isTokenChar((char) c));
    }

    /** RFC 3261 25.1: the characters of a token. */
    static boolean isTokenChar(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-.!%*_+`'~".indexOf(c) >= 0;
    }
}
