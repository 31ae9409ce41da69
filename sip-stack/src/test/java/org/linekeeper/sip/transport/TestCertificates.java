package org.linekeeper.sip.transport;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A private authority and what it issues. */
public final class TestCertificates {
    private final Path folder;
    private final X509Bundle root;

    public TestCertificates(Path folder) throws Exception {
        this.folder = folder;
        this.root = new CertificateBuilder()
                .subject("CN=Test Root")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        Files.writeString(folder.resolve("root.pem"), root.getCertificatePEM());
    }

    /** RSA would be what Teams wants; the elliptic curve is faster to make. Extended key usage: server authentication only. */
    public X509Bundle issue(UnaryOperator<CertificateBuilder> names) throws Exception {
        return names.apply(new CertificateBuilder()
                        .subject("CN=leaf")
                        .ecp256()
                        .notBefore(Instant.now().minus(Duration.ofDays(1)))
                        .notAfter(Instant.now().plus(Duration.ofDays(1)))
                        .addExtendedKeyUsageServerAuth())
                .buildIssuedBy(root);
    }

    public X509Bundle dns(String name) throws Exception {
        return issue(builder -> builder.addSanDnsName(name));
    }

    /** A name with an asterisk, which the builder does not take as a DNS name. */
    public X509Bundle wildcard(String name) throws Exception {
        byte[] text = Sockets.bytes(name);
        byte[] names = new byte[text.length + 4];
        // RFC 5280 4.2.1.6: a sequence with one dNSName, context tag 2.
        names[0] = 0x30;
        names[1] = (byte) (text.length + 2);
        names[2] = (byte) 0x82;
        names[3] = (byte) text.length;
        System.arraycopy(text, 0, names, 4, text.length);
        return issue(builder -> builder.addExtensionOctetString("2.5.29.17", false, names));
    }

    public X509Bundle uri(String uri, String dnsName) throws Exception {
        return issue(builder -> builder.addSanUriName(java.net.URI.create(uri)).addSanDnsName(dnsName));
    }

    public X509Bundle expired(String name) throws Exception {
        return issue(builder -> builder.addSanDnsName(name)
                .notBefore(Instant.now().minus(Duration.ofDays(3)))
                .notAfter(Instant.now().minus(Duration.ofDays(1))));
    }

    /** By an authority that nobody trusts. */
    public X509Bundle foreign(String name) throws Exception {
        X509Bundle other = new CertificateBuilder()
                .subject("CN=Other Root")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        return new CertificateBuilder()
                .subject("CN=leaf")
                .ecp256()
                .addSanDnsName(name)
                .buildIssuedBy(other);
    }

    public TlsSettings settings(X509Bundle own, TlsSettings.ClientAuth clientAuth, boolean wildcards)
            throws IOException {
        String name = Integer.toHexString(System.identityHashCode(own));
        Path chain = Files.writeString(folder.resolve(name + ".pem"), own.getCertificatePathPEM());
        Path key = Files.writeString(folder.resolve(name + ".key"), own.getPrivateKeyPEM());
        return new TlsSettings(chain, key, Optional.of(folder.resolve("root.pem")), clientAuth, wildcards);
    }

    /** A context of a peer; without a certificate when there is none. */
    public SSLContext context(Optional<X509Bundle> own) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys =
                own.map(bundle -> new KeyManager[] {new AlwaysShows(bundle)}).orElse(new KeyManager[0]);
        context.init(keys, new TrustManager[] {new TrustsAnyone()}, null);
        return context;
    }
}
