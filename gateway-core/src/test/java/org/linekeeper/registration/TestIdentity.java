package org.linekeeper.registration;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** A certificate that vouches for itself, in files for the stack and in memory for a peer. */
record TestIdentity(X509Bundle bundle, Path chain, Path key) {
    static TestIdentity of(String name, Path folder) throws Exception {
        X509Bundle made = new CertificateBuilder()
                .subject("CN=" + name)
                .ecp256()
                .addSanDnsName(name)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        return new TestIdentity(
                made, write(folder, ".pem", made.getCertificatePEM()), write(folder, ".key", made.getPrivateKeyPEM()));
    }

    private static Path write(Path folder, String suffix, String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "identity", suffix), text);
    }

    /** What a server that shows it speaks with. */
    SSLContext context() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        return context;
    }
}
