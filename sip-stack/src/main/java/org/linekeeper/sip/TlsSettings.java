package org.linekeeper.sip;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The TLS identity of a listener, used for connections it accepts and for those it opens.
 *
 * @param certificateChain PEM, leaf first, with the intermediates
 * @param privateKey PEM, PKCS#8
 * @param trust PEM of the roots that peers must chain to; empty for the JDK's own roots
 * @param clientAuth what is asked of peers that connect to us
 */
public record TlsSettings(Path certificateChain, Path privateKey, Optional<Path> trust, ClientAuth clientAuth) {
    /** Whether a connecting peer must show a certificate. */
    public enum ClientAuth {
        NONE,
        OPTIONAL,
        REQUIRED
    }
}
