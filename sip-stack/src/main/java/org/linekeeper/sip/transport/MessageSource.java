package org.linekeeper.sip.transport;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import org.linekeeper.dns.SipTransport;

/**
 * Where a received message came from.
 *
 * @param listener name of the listener that accepted or opened the flow
 * @param transport how it came
 * @param remote the peer's address and port as seen on the socket
 * @param peerCertificates verified chain of the peer, leaf first; empty without TLS or when it showed none
 */
public record MessageSource(
        String listener, SipTransport transport, InetSocketAddress remote, List<X509Certificate> peerCertificates) {
    public MessageSource {
        peerCertificates = List.copyOf(peerCertificates);
    }
}
