package org.linekeeper.interop;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Certificates of one root, written as PEM files: {@code root.pem}, and {@code NAME.pem} with {@code NAME.key}. */
final class LabCertificates {
    private final Path folder;
    private final X509Bundle root;

    private LabCertificates(Path folder, X509Bundle root) {
        this.folder = folder;
        this.root = root;
    }

    static LabCertificates create(Path folder) throws Exception {
        Files.createDirectories(folder);
        X509Bundle root =
                builder("CN=interop root").setIsCertificateAuthority(true).buildSelfSigned();
        Files.writeString(folder.resolve("root.pem"), root.getCertificatePEM());
        return new LabCertificates(folder, root);
    }

    /** For server authentication only, as public authorities issue them now. */
    LabCertificates serverOnly(String file, String dnsName) throws Exception {
        return write(file, builder("CN=" + dnsName).addSanDnsName(dnsName).addExtendedKeyUsageServerAuth());
    }

    /** For both ends of a connection: OpenSSL takes no other from a client. */
    LabCertificates bothSides(String file, String dnsName) throws Exception {
        return write(
                file,
                builder("CN=" + dnsName)
                        .addSanDnsName(dnsName)
                        .addExtendedKeyUsageServerAuth()
                        .addExtendedKeyUsageClientAuth());
    }

    Path folder() {
        return folder;
    }

    Path certificate(String file) {
        return folder.resolve(file + ".pem");
    }

    Path key(String file) {
        return folder.resolve(file + ".key");
    }

    private LabCertificates write(String file, CertificateBuilder builder) throws Exception {
        X509Bundle leaf = builder.buildIssuedBy(root);
        Files.writeString(certificate(file), leaf.getCertificatePathPEM());
        Files.writeString(key(file), leaf.getPrivateKeyPEM());
        return this;
    }

    private static CertificateBuilder builder(String subject) {
        Instant now = Instant.now();
        return new CertificateBuilder()
                .subject(subject)
                .rsa2048()
                .notBefore(now.minus(Duration.ofHours(1)))
                .notAfter(now.plus(Duration.ofDays(2)));
    }
}
