package org.linekeeper.sip.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Whether a certificate names a SIP domain (RFC 5922 7). */
final class SipDomainIdentity {
    private static final int DNS_NAME = 2;
    private static final int URI_NAME = 6;
    private static final int IP_ADDRESS = 7;

    private SipDomainIdentity() {}

    /**
     * @param domain the domain that was to be reached, or an IP literal where none is known
     * @param wildcards whether {@code *.example.com} names {@code sip.example.com}, one label deep
     */
    static boolean names(X509Certificate certificate, String domain, boolean wildcards) {
        String wanted = canonical(domain);
        if (wanted.isEmpty()) {
            return false;
        }
        List<String> uris = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (List<?> alternative : alternatives(certificate)) {
            String text = String.valueOf(alternative.get(1));
            switch ((Integer) alternative.get(0)) {
                case URI_NAME -> addSipHost(uris, text);
                case DNS_NAME -> names.add(canonical(text));
                case IP_ADDRESS -> names.add(canonical(text));
                default -> {}
            }
        }
        // RFC 5922 7.1: a DNS name is "a SIP domain identity if and only if no other identity is found that matches the
        // 'sip' URI type".
        if (!uris.isEmpty()) {
            return uris.contains(wanted);
        }
        return names.contains(wanted) || (wildcards && names.contains(wildcardOf(wanted)));
    }

    /** The DNS names of a certificate, in lower case, asterisks and all. */
    static List<String> dnsNames(X509Certificate certificate) {
        return alternatives(certificate).stream()
                .filter(alternative -> alternative.get(0).equals(DNS_NAME))
                .map(alternative -> canonical(String.valueOf(alternative.get(1))))
                .toList();
    }

    /** RFC 5922 7.1: the scheme must be sip, and a URI with a user part is no domain identity. */
    private static void addSipHost(List<String> hosts, String text) {
        if (!text.regionMatches(true, 0, "sip:", 0, 4) || text.indexOf('@') >= 0) {
            return;
        }
        try {
            String host = new URI("sip://" + text.substring(4)).getHost();
            if (host != null) {
                hosts.add(canonical(host));
            }
        } catch (URISyntaxException e) {
            // Not an identity; it may not hide behind a DNS name either, which the entry below makes sure of.
            hosts.add("");
        }
    }

    private static String wildcardOf(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : "*" + name.substring(dot);
    }

    private static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) {
        try {
            Collection<List<?>> found = certificate.getSubjectAlternativeNames();
            return found == null ? List.of() : found;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
