package org.linekeeper.bench.calls;

import java.util.List;
import java.util.Optional;
import org.linekeeper.bench.gateway.TlsSite;
import org.linekeeper.config.model.Transport;

/**
 * How the gateway reaches the SBC.
 *
 * @param transport UDP, or TLS with a {@link TlsFront} before the SIPp that answers, which speaks TCP then
 * @param host as the direct route names its peer
 * @param port of the peer
 * @param tls certificates and name, with TLS
 */
record TeamsSide(Transport transport, String host, int port, Optional<TlsSite> tls) {
    static TeamsSide udp(CallPlaces places) {
        return new TeamsSide(Transport.UDP, places.sbc(), CallPlaces.SIP, Optional.empty());
    }

    static TeamsSide tls(TlsSite site) {
        return new TeamsSide(Transport.TLS, TlsSite.NAME, CallPlaces.TLS, Optional.of(site));
    }

    /** What SIPp calls the transport that it speaks itself. */
    String sippTransport() {
        return transport == Transport.UDP ? "u1" : "t1";
    }

    /** Options of the SIPp that answers. */
    List<String> contact() {
        return List.of("-key", "contact", contactUri());
    }

    /** Where who answers is reached within a dialog. */
    String contactUri() {
        return "sip:%s:%d;transport=%s".formatted(host, port, transport == Transport.UDP ? "udp" : "tls");
    }
}
