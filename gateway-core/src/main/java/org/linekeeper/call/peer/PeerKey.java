package org.linekeeper.call.peer;

import java.util.Locale;
import org.linekeeper.dns.ServerName;

/**
 * What is asked once, however many direct routes have it.
 *
 * @param server where the peer is
 * @param localName who we are there, see {@link org.linekeeper.dns.Target#localName}
 */
public record PeerKey(ServerName server, String localName) {
    public PeerKey {
        server = new ServerName(
                server.host().toLowerCase(Locale.ROOT), server.port(), server.transport(), server.lookup());
    }

    /** For people: the name with its port, where it has one. */
    public String shown() {
        return server.port().isPresent() ? server.host() + ":" + server.port().getAsInt() : server.host();
    }
}
