package org.linekeeper.call;

import org.linekeeper.dns.Target;

/** Targets as records show them. */
final class Targets {
    private Targets() {}

    /** For example {@code udp:192.0.2.1:5060}. */
    static String shown(Target target) {
        return target.transport().token()
                + ":" + target.address().getAddress().getHostAddress()
                + ":" + target.address().getPort();
    }
}
