package org.linekeeper.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The TLS identity of a listener; the same for connections that it accepts and for those it opens. The files may be replaced while
 * the daemon runs.
 *
 * @param certificate PEM file: our certificate, then its intermediates
 * @param key PEM file: its private key, PKCS #8, not encrypted
 * @param trust PEM file: the roots that peers are checked against; empty for those of the JDK
 * @param clientAuth whether a peer that connects must show a certificate
 * @param wildcardNames whether a peer that we connect to may show a name such as {@code *.example.com}, which RFC 5922 7.2 forbids
 * @param certificates folder with one folder for each further certificate, such as one of each tenant, holding
 *     {@code fullchain.pem} and {@code privkey.pem} as ACME clients lay them out
 */
public record TlsSettings(
        Path certificate,
        Path key,
        Optional<Path> trust,
        ClientAuth clientAuth,
        boolean wildcardNames,
        Optional<Path> certificates) {

    /** Whether a peer that connects must show a certificate. */
    public enum ClientAuth {
        NONE,
        OPTIONAL,
        REQUIRED
    }
}
