package org.linekeeper.simulator;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;

/** A certificate authority made on the spot, for one run. RSA throughout: Teams fails with an ECDSA certificate. */
public final class CertificateAuthority {
    private static final Duration LIFE = Duration.ofDays(7);

    private final X509Bundle root;
    private final X509Bundle intermediate;

    private CertificateAuthority(X509Bundle root, X509Bundle intermediate) {
        this.root = root;
        this.intermediate = intermediate;
    }

    /** Makes a root and an intermediate authority, so that a peer which does not send its whole chain is noticed. */
    public static CertificateAuthority create(String name) throws GeneralSecurityException {
        try {
            X509Bundle root = builder("CN=" + name + " root")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            X509Bundle intermediate = builder("CN=" + name + " issuing")
                    .setIsCertificateAuthority(true)
                    .buildIssuedBy(root);
            return new CertificateAuthority(root, intermediate);
        } catch (Exception e) {
            throw new GeneralSecurityException("no certificate authority " + name, e);
        }
    }

    /** Issues a certificate for the names. Its only extended key usage is server authentication, as Teams has it. */
    public TlsIdentity issue(String... dnsNames) throws GeneralSecurityException {
        return issue(builder("CN=" + dnsNames[0]).addExtendedKeyUsageServerAuth(), dnsNames);
    }

    /** Issues a certificate for both ends of a connection: OpenSSL as a server takes no other from its peer. */
    public TlsIdentity issueForBothEnds(String... dnsNames) throws GeneralSecurityException {
        return issue(
                builder("CN=" + dnsNames[0]).addExtendedKeyUsageServerAuth().addExtendedKeyUsageClientAuth(), dnsNames);
    }

    private TlsIdentity issue(CertificateBuilder leaf, String... dnsNames) throws GeneralSecurityException {
        for (String name : dnsNames) {
            leaf.addSanDnsName(name);
        }
        try {
            return new TlsIdentity(leaf.buildIssuedBy(intermediate), root);
        } catch (Exception e) {
            throw new GeneralSecurityException("no certificate for " + dnsNames[0], e);
        }
    }

    /** Writes the root certificate as PEM: what peers have to trust. */
    public Path writeRoot(Path file) throws IOException {
        return Files.writeString(file, root.getCertificatePEM());
    }

    private static CertificateBuilder builder(String subject) {
        Instant now = Instant.now();
        return new CertificateBuilder()
                .subject(subject)
                .rsa2048()
                .notBefore(now.minus(Duration.ofHours(1)))
                .notAfter(now.plus(LIFE));
    }
}
