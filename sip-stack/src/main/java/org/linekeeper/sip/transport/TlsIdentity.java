package org.linekeeper.sip.transport;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;

/** One certificate of ours, ready for connections in both directions. */
final class TlsIdentity {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final String id;
    private final List<String> names;
    private final Instant expires;
    private final SslContext server;
    private final SslContext client;

    private TlsIdentity(String id, List<String> names, Instant expires, SslContext server, SslContext client) {
        this.id = id;
        this.names = List.copyOf(names);
        this.expires = expires;
        this.server = server;
        this.client = client;
    }

    static TlsIdentity of(OwnCertificate own, PeerTrust trust, TlsSettings.ClientAuth clientAuth)
            throws GeneralSecurityException, SSLException {
        PrivateKey key = own.key();
        X509Certificate[] chain = own.chain().toArray(X509Certificate[]::new);
        SslContext server = SslContextBuilder.forServer(key, chain)
                .trustManager(trust)
                .clientAuth(wanted(clientAuth))
                .protocols(PROTOCOLS)
                .build();
        SslContext client = SslContextBuilder.forClient()
                .keyManager(key, chain)
                .trustManager(trust)
                .protocols(PROTOCOLS)
                // Names are checked by RFC 5922 after the handshake, not by the rules of HTTPS.
                .endpointIdentificationAlgorithm(null)
                .build();
        return new TlsIdentity(
                own.id(),
                SipDomainIdentity.dnsNames(own.leaf()),
                own.leaf().getNotAfter().toInstant(),
                server,
                client);
    }

    /** The same for the same certificate only. */
    String id() {
        return id;
    }

    /** In lower case; an asterisk may stand for the first label. */
    List<String> names() {
        return names;
    }

    Instant expires() {
        return expires;
    }

    SslContext server() {
        return server;
    }

    SslContext client() {
        return client;
    }

    private static ClientAuth wanted(TlsSettings.ClientAuth wanted) {
        return switch (wanted) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }
}
