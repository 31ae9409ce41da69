package org.linekeeper.call;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The domain names that a verified certificate stands for. */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;

    private CertificateNames() {}

    /** Whether the leaf names the host: a SIP URI or DNS entry of its subjectAltName (RFC 5922 7.1); {@code *} is one label. */
    static boolean name(List<X509Certificate> chain, String host) {
        if (chain.isEmpty()) {
            return false;
        }
        try {
            Collection<List<?>> names = chain.get(0).getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(entry -> matches(entry, host.toLowerCase(Locale.ROOT)));
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be read names nobody.
            return false;
        }
    }

    private static boolean matches(List<?> entry, String host) {
        if (entry.get(0).equals(URI_NAME)) {
            return entry.get(1).toString().equalsIgnoreCase("sip:" + host);
        }
        if (!entry.get(0).equals(DNS_NAME)) {
            return false;
        }
        String name = entry.get(1).toString().toLowerCase(Locale.ROOT);
        int dot = host.indexOf('.');
        return name.equals(host)
                || (name.startsWith("*.") && dot > 0 && host.substring(dot).equals(name.substring(1)));
    }
}
