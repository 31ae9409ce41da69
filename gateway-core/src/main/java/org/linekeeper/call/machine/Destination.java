package org.linekeeper.call.machine;

import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.Target;

/** One place where the callee may be reached. */
public sealed interface Destination {
    /** A target that is known already. */
    record Known(Target target) implements Destination {}

    /**
     * A server that has to be located first (RFC 3263).
     *
     * @param localName who we are there, see {@link Target#localName}
     */
    record Named(ServerName name, String localName) implements Destination {
        /** A server to which we are who the listener says. */
        public Named(ServerName name) {
            this(name, "");
        }
    }
}
