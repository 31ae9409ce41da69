package org.linekeeper.sip.transport;

import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Shows its certificate whatever the other side says it would accept, as a hostile peer may. */
final class AlwaysShows extends X509ExtendedKeyManager {
    private final X509Bundle own;

    AlwaysShows(X509Bundle own) {
        this.own = own;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return new String[] {"own"};
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return "own";
    }

    @Override
    public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
        return "own";
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {"own"};
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return "own";
    }

    @Override
    public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return "own";
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return own.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return own.getKeyPair().getPrivate();
    }
}
