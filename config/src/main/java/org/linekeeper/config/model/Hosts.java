package org.linekeeper.config.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Domain names and IP literals as text. Nothing here asks the DNS. */
public final class Hosts {
    /** What {@link #isHost} accepts, for a message. */
    public static final String ALLOWED = "must be a domain name (letters, digits, hyphens and dots) or an IP address";

    private static final int LONGEST_NAME = 253;

    /** RFC 1123 section 2.1: letters, digits and hyphens, neither first nor last in a label; labels up to 63 characters. */
    private static final Pattern NAME = Pattern.compile(
            "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern ALL_DIGITS = Pattern.compile("(?:.*\\.)?[0-9]+");

    private Hosts() {}

    /** A domain name or an IP literal; IPv6 without brackets. */
    public static boolean isHost(String text) {
        return isName(text) || address(text).isPresent();
    }

    /** A domain name. Its last label is not all digits: that is an IPv4 address or a mistake for one. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST_NAME
                && NAME.matcher(text).matches()
                && !ALL_DIGITS.matcher(text).matches();
    }

    /** The address of an IP literal: IPv4 in dotted decimal without leading zeros, or IPv6 without brackets and scope. */
    public static Optional<InetAddress> address(String literal) {
        try {
            if (literal.indexOf(':') < 0) {
                return dotted(literal);
            }
            // A text with a colon that begins with a hexadecimal digit or a colon is never looked up by the JDK.
            return COLONS.matcher(literal).matches() && literal.length() <= 45
                    ? Optional.of(InetAddress.getByName(literal))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Asked for each call, so without a pattern. */
    private static Optional<InetAddress> dotted(String literal) throws UnknownHostException {
        byte[] bytes = new byte[4];
        int octets = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= literal.length(); i++) {
            char c = i < literal.length() ? literal.charAt(i) : '.';
            if (c == '.' && digits > 0 && octets < bytes.length) {
                bytes[octets++] = (byte) value;
                digits = 0;
                value = 0;
            } else if (c >= '0' && c <= '9' && (digits == 0 || value > 0)) {
                value = 10 * value + (c - '0');
                digits++;
                if (value > 255) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
        }
        return octets == bytes.length ? Optional.of(InetAddress.getByAddress(bytes)) : Optional.empty();
    }
}
