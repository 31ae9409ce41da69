package org.linekeeper.config.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A host with an optional port.
 *
 * @param host domain name or IP literal; IPv6 without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, OptionalInt port) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /** Reads {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}; empty when it is none of them. */
    public static Optional<HostPort> parse(String text) {
        boolean bracketed = text.startsWith("[");
        int end = bracketed ? text.indexOf(']') + 1 : endOfName(text);
        if (end == 0) {
            return Optional.empty();
        }
        String host = bracketed ? text.substring(1, end - 1) : text.substring(0, end);
        if (!Hosts.isHost(host) || bracketed != (host.indexOf(':') >= 0)) {
            return Optional.empty();
        }
        if (end == text.length()) {
            return Optional.of(new HostPort(host, OptionalInt.empty()));
        }
        String port = text.substring(end + 1);
        boolean good = text.charAt(end) == ':' && PORT.matcher(port).matches() && Integer.parseInt(port) <= 65_535;
        return good ? Optional.of(new HostPort(host, OptionalInt.of(Integer.parseInt(port)))) : Optional.empty();
    }

    private static int endOfName(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text.length() : colon;
    }

    @Override
    public String toString() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port.isPresent() ? shown + ":" + port.getAsInt() : shown;
    }
}
