package org.linekeeper.simulator.sip;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A SIP URI, RFC 3261 section 19.1. Header parameters ({@code ?...}) are not kept.
 *
 * @param host without the brackets of IPv6
 * @param parameters names in lower case
 */
public record SipUri(
        String scheme, Optional<String> user, String host, OptionalInt port, Map<String, String> parameters) {
    public static SipUri parse(String text) throws SipFormatException {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new SipFormatException("no scheme in URI " + text);
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("sip") && !scheme.equals("sips")) {
            throw new SipFormatException("not a SIP URI: " + text);
        }
        String rest = text.substring(colon + 1);
        int question = rest.indexOf('?');
        if (question >= 0) {
            rest = rest.substring(0, question);
        }
        int at = rest.lastIndexOf('@');
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(rest.substring(0, at));
        if (user.isPresent() && user.get().isEmpty()) {
            throw new SipFormatException("empty user part in URI " + text);
        }
        rest = rest.substring(at + 1);
        int semicolon = rest.indexOf(';');
        String hostPort = semicolon < 0 ? rest : rest.substring(0, semicolon);
        Map<String, String> parameters = semicolon < 0 ? Map.of() : Text.parameters(rest.substring(semicolon), ';');
        HostPort parsed = HostPort.parse(hostPort);
        return new SipUri(scheme, user, parsed.host(), parsed.port(), parameters);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** What an AOR is compared by: user and host. */
    public String aor() {
        return user.map(name -> name + "@").orElse("") + host.toLowerCase(Locale.ROOT);
    }

    /** Whether the host is an address, not a name. */
    public boolean addressed() {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
