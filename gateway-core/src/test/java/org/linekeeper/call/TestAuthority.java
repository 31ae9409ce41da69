package org.linekeeper.call;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A private authority; what it issues is for servers only, as that of public ones is. */
final class TestAuthority {
    private final X509Bundle root;
    private final Path roots;

    TestAuthority(Path folder) throws Exception {
        root = new CertificateBuilder()
                .subject("CN=Test Root")
                .setIsCertificateAuthority(true)
                .ecp256()
                .buildSelfSigned();
        roots = Files.writeString(folder.resolve("roots.pem"), root.getCertificatePEM());
    }

    Path roots() {
        return roots;
    }

    X509Bundle issue(String... names) throws Exception {
        CertificateBuilder leaf =
                new CertificateBuilder().subject("CN=" + names[0]).ecp256();
        for (String name : names) {
            leaf.addSanDnsName(name);
        }
        return leaf.addExtendedKeyUsageServerAuth().buildIssuedBy(root);
    }

    /** Issues a certificate into a folder, as ACME clients do. */
    Path issueInto(Path folder, String name) throws Exception {
        X509Bundle bundle = issue(name);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("fullchain.pem"), bundle.getCertificatePathPEM());
        Files.writeString(folder.resolve("privkey.pem"), bundle.getPrivateKeyPEM());
        return folder;
    }

    /** What a peer speaks with that shows this certificate and looks at nobody's. */
    static SSLContext context(X509Bundle own) throws GeneralSecurityException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own.toKeyManagerFactory().getKeyManagers(), new TrustManager[] {new TrustsAnybody()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static final class TrustsAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
