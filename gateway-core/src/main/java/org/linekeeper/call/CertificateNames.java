package org.linekeeper.call;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** The domain names that a verified certificate stands for: SIP URI and DNS entries of its subjectAltName (RFC 5922 7.1). */
final class CertificateNames {
    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;
    private static final String SCHEME = "sip:";

    private CertificateNames() {}

    /** Whether the leaf names the host; {@code *}, in the certificate or in what is wanted, is one label. */
    static boolean name(List<X509Certificate> chain, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        return anyName(chain, name -> name.equals(wanted) || covers(name, wanted) || covers(wanted, name));
    }

    /** Whether the leaf names something within the domain. */
    static boolean within(List<X509Certificate> chain, String domain) {
        String suffix = "." + domain.toLowerCase(Locale.ROOT);
        return anyName(chain, name -> name.endsWith(suffix));
    }

    private static boolean covers(String pattern, String name) {
        int dot = name.indexOf('.');
        return pattern.startsWith("*.") && dot > 0 && name.substring(dot).equals(pattern.substring(1));
    }

    private static boolean anyName(List<X509Certificate> chain, Predicate<String> wanted) {
        for (String name : of(chain)) {
            if (wanted.test(name)) {
                return true;
            }
        }
        return false;
    }

    /** The names of the leaf, in lower case. */
    static List<String> of(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return List.of();
        }
        try {
            Collection<List<?>> entries = chain.get(0).getSubjectAlternativeNames();
            List<String> names = new ArrayList<>();
            if (entries != null) {
                entries.forEach(entry -> names.add(nameOf(entry)));
            }
            names.removeIf(String::isEmpty);
            return names;
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be read names nobody.
            return List.of();
        }
    }

    /** The domain name of an entry in lower case; empty when it is of another kind. */
    private static String nameOf(List<?> entry) {
        String text = entry.get(1).toString().toLowerCase(Locale.ROOT);
        if (entry.get(0).equals(URI_NAME)) {
            return text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : "";
        }
        return entry.get(0).equals(DNS_NAME) ? text : "";
    }
}
