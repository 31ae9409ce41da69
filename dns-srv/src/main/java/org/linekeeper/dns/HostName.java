package org.linekeeper.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;

/** The host of a {@link ServerName}, understood. Pure: nothing is looked up. */
sealed interface HostName {
    /** An IP address: RFC 3263 4.2, "If TARGET is a numeric IP address, the client uses that address." */
    record Literal(InetAddress address) implements HostName {}

    /** A domain name, lower case, without last dot. */
    record Domain(String name) implements HostName {}

    /** Cannot be located. */
    record Invalid(String reason) implements HostName {}

    /** RFC 1123 2.1 and RFC 1035 2.3.4, and the underscore because names in use have it. */
    Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");

    Pattern NUMBER = Pattern.compile("[0-9]+");

    int MAX_NAME = 253;

    static HostName parse(String host) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        String bare = brackets ? host.substring(1, host.length() - 1) : host;
        if (bare.contains(":")) {
            InetAddress address = literal(bare, Address.IPv6);
            return address == null ? new Invalid("it is not an IPv6 address") : new Literal(address);
        }
        if (brackets) {
            return new Invalid("brackets are for IPv6 addresses only");
        }
        InetAddress address = literal(bare, Address.IPv4);
        return address == null ? domain(bare) : new Literal(address);
    }

    private static HostName domain(String host) {
        String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            return new Invalid("it is empty");
        }
        if (name.length() > MAX_NAME) {
            return new Invalid("it is longer than " + MAX_NAME + " characters");
        }
        if (name.chars().anyMatch(c -> c > 127)) {
            return new Invalid("it has characters outside ASCII; write it in its ASCII form (xn--...)");
        }
        String[] labels = name.split("\\.", -1);
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return new Invalid("its part \"" + printable(label) + "\" is not allowed in a host name");
            }
        }
        // No top level domain is numeric (RFC 3696 2), so this is a mistyped IPv4 address.
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            return new Invalid("it is not an IPv4 address");
        }
        return new Domain(name);
    }

    private static @Nullable InetAddress literal(String text, int family) {
        byte @Nullable [] bytes = Address.toByteArray(text, family);
        return bytes == null ? null : address(bytes);
    }

    /** An address from its 4 or 16 bytes, with no name attached. */
    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
        }
    }

    private static String printable(String label) {
        String start = label.length() > 63 ? label.substring(0, 63) + "..." : label;
        return start.replaceAll("[^!-~]", "?");
    }
}
