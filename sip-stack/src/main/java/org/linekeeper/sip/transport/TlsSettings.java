package org.linekeeper.sip.transport;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The TLS identity of a listener, used for connections it accepts and for those it opens.
 *
 * @param certificateChain PEM, leaf first, with the intermediates
 * @param privateKey PEM, PKCS#8
 * @param trust PEM of the roots that peers must chain to; empty for the JDK's own roots
 * @param clientAuth what is asked of peers that connect to us
 * @param wildcardNames whether a peer that we connect to may show a name like {@code *.example.com} for {@code sip.example.com}.
 *     RFC 5922 7.2 forbids wildcards; some providers use them all the same
 * @param further a folder with one folder for each further certificate, in {@code fullchain.pem} and {@code privkey.pem}: shown to
 *     peers that ask for a name that it bears, and by connections that go by such a name
 */
public record TlsSettings(
        Path certificateChain,
        Path privateKey,
        Optional<Path> trust,
        ClientAuth clientAuth,
        boolean wildcardNames,
        Optional<Path> further) {
    /** With a single certificate. */
    public TlsSettings(
            Path certificateChain,
            Path privateKey,
            Optional<Path> trust,
            ClientAuth clientAuth,
            boolean wildcardNames) {
        this(certificateChain, privateKey, trust, clientAuth, wildcardNames, Optional.empty());
    }

    /** Without wildcards, as RFC 5922 wants it. */
    public TlsSettings(Path certificateChain, Path privateKey, Optional<Path> trust, ClientAuth clientAuth) {
        this(certificateChain, privateKey, trust, clientAuth, false);
    }

    /** Whether a connecting peer must show a certificate. */
    public enum ClientAuth {
        NONE,
        OPTIONAL,
        REQUIRED
    }
}
