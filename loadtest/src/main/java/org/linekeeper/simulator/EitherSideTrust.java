package org.linekeeper.simulator;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Accepts from a peer that connects what is accepted from a peer that is connected to. Public authorities issue SBC
 * certificates for server authentication only, and both sides of a Teams trunk show the same one in either role; the JDK
 * would refuse it in the client's role.
 */
final class EitherSideTrust extends X509ExtendedTrustManager {
    private static final String ANY_KEY_EXCHANGE = "UNKNOWN";

    private final X509ExtendedTrustManager servers;

    EitherSideTrust(X509ExtendedTrustManager servers) {
        this.servers = servers;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        servers.checkServerTrusted(chain, ANY_KEY_EXCHANGE);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        servers.checkServerTrusted(chain, ANY_KEY_EXCHANGE);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        servers.checkServerTrusted(chain, ANY_KEY_EXCHANGE);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        servers.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        servers.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        servers.checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return servers.getAcceptedIssuers();
    }
}
