package org.linekeeper.call;

import java.util.Locale;
import org.linekeeper.dns.Target;

/** Targets as records show them. */
final class Targets {
    private Targets() {}

    /** For example {@code udp:192.0.2.1:5060}. */
    static String shown(Target target) {
        return String.format(
                Locale.ROOT,
                "%s:%s:%d",
                target.transport().token(),
                target.address().getAddress().getHostAddress(),
                target.address().getPort());
    }
}
