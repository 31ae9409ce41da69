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

    /**
     * A place that a 3xx named (RFC 3261 8.1.3.4).
     *
     * @param target where it is; may have been tried under another Request-URI
     * @param uri the Request-URI
     */
    record Redirected(Target target, String uri) implements Destination {}

    /** A server that is tried also when the places before it rejected the call, as for emergency calls. */
    record LastResort(Named place) implements Destination {}
}
