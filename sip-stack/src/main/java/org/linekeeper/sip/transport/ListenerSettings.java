package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.linekeeper.dns.SipTransport;

/**
 * One socket to listen on and to send from.
 *
 * @param name unique among the listeners
 * @param transport what it speaks
 * @param bind local address; port 1 to 65535
 * @param advertisedHost what Via and Contact show: a host name or IP literal
 * @param advertisedPort what Via and Contact show, 1 to 65535
 * @param tls present exactly for TLS
 */
public record ListenerSettings(
        String name,
        SipTransport transport,
        InetSocketAddress bind,
        String advertisedHost,
        int advertisedPort,
        Optional<TlsSettings> tls) {
    /** Whether it shows a domain name, rather than an address. */
    public boolean isNamed() {
        return advertisedHost.indexOf(':') < 0
                && advertisedHost.chars().anyMatch(c -> c != '.' && (c < '0' || c > '9'));
    }
}
