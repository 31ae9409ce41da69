package org.linekeeper.simulator;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.linekeeper.simulator.sip.TlsContexts;

/** A certificate with its key and the root it trusts. */
public final class TlsIdentity {
    private final X509Bundle leaf;
    private final X509Bundle root;

    TlsIdentity(X509Bundle leaf, X509Bundle root) {
        this.leaf = leaf;
        this.root = root;
    }

    /** Writes the certificate and its intermediates as PEM. */
    public Path writeChain(Path file) throws IOException {
        return Files.writeString(file, leaf.getCertificatePathPEM());
    }

    /** Writes the private key as PEM, PKCS #8. */
    public Path writeKey(Path file) throws IOException {
        return Files.writeString(file, leaf.getPrivateKeyPEM());
    }

    /** For connections that come in: the peer must show a certificate of our root. */
    public SslContext serverContext() throws GeneralSecurityException, SSLException {
        return SslContextBuilder.forServer(leaf.toKeyManagerFactory())
                .sslProvider(SslProvider.JDK)
                .trustManager(trust())
                .clientAuth(ClientAuth.REQUIRE)
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }

    /** For connections that we open. The name in the peer's certificate is checked. */
    public SslContext clientContext() throws GeneralSecurityException, SSLException {
        return SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .keyManager(leaf.toKeyManagerFactory())
                .trustManager(trust())
                .protocols("TLSv1.3", "TLSv1.2")
                .build();
    }

    /** Both. */
    public TlsContexts contexts() throws GeneralSecurityException, SSLException {
        return new TlsContexts(serverContext(), clientContext());
    }

    private X509ExtendedTrustManager trust() {
        for (javax.net.ssl.TrustManager manager : root.toTrustManagerFactory().getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return new EitherSideTrust(extended);
            }
        }
        throw new IllegalStateException("the JDK has no extended trust manager");
    }
}
