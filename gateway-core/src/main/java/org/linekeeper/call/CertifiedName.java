package org.linekeeper.call;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The domain name under which the far end of a TLS connection can be called again at the same address. */
final class CertifiedName {
    private static final int DNS_NAME = 2;

    private CertifiedName() {}

    /** The first whole DNS name of the leaf's subjectAltName; empty without a certificate, and when it has wildcards only. */
    static Optional<String> of(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        try {
            Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .filter(entry -> entry.get(0).equals(DNS_NAME))
                            .map(entry -> entry.get(1).toString())
                            .filter(name -> !name.startsWith("*"))
                            .findFirst();
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be read names nobody.
            return Optional.empty();
        }
    }
}
