package org.linekeeper.config;

import java.util.Optional;
import org.linekeeper.config.model.Transport;

/**
 * One SIP socket.
 *
 * @param name for logs and metrics; unique
 * @param side who talks to it
 * @param transport what it speaks
 * @param address where it listens; port 0 for any free port
 * @param advertised what Via, Contact and Record-Route say; the address itself unless the file says otherwise
 * @param tls present exactly when the transport is TLS
 */
public record ListenerSettings(
        String name, Side side, Transport transport, Endpoint address, Endpoint advertised, Optional<TlsSettings> tls) {

    /** Who talks to a listener. */
    public enum Side {
        /** Hosted PBXs: registrations and the PBX leg of calls. */
        PBX,
        /** The SBCs in front of Teams, or Teams itself. */
        TEAMS
    }
}
