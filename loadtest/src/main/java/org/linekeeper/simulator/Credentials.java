package org.linekeeper.simulator;

import java.util.Locale;
import java.util.Map;
import org.linekeeper.simulator.sip.SipHeaders;

/** The value of Authorization or WWW-Authenticate and their Proxy- twins: a scheme and its parameters. */
record Credentials(String scheme, Map<String, String> parameters) {
    static Credentials parse(String value) {
        int space = value.indexOf(' ');
        String scheme = space < 0 ? value : value.substring(0, space);
        String rest = space < 0 ? "" : value.substring(space + 1);
        return new Credentials(scheme.toLowerCase(Locale.ROOT), SipHeaders.parameters(rest, ','));
    }

    String get(String name) {
        return parameters.getOrDefault(name, "");
    }
}
