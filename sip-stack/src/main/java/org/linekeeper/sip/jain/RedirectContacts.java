package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sip.address.SipURI;
import javax.sip.header.ContactHeader;
import org.linekeeper.dns.DnsLookup;
import org.linekeeper.dns.ServerName;
import org.linekeeper.dns.SipTransport;

/** Where the Contact header fields of a 3xx lead (RFC 3261 8.1.3.4). */
final class RedirectContacts {
    private static final int HIGHEST_PORT = 65_535;

    private RedirectContacts() {}

    private record Ranked(float q, ServerName server) {}

    /** RFC 3261 20.10: "a decreasing order of preference" by q, which is 1 where nothing is said; only SIP URIs. */
    static List<ServerName> of(SIPResponse response) {
        List<Ranked> found = new ArrayList<>();
        Iterator<?> headers = response.getHeaders(ContactHeader.NAME);
        while (headers.hasNext()) {
            ContactHeader header = (ContactHeader) headers.next();
            if (header.getAddress() != null && header.getAddress().getURI() instanceof SipURI uri) {
                float q = header.getQValue() < 0 ? 1 : header.getQValue();
                server(uri).ifPresent(server -> found.add(new Ranked(q, server)));
            }
        }
        return found.stream()
                .sorted(Comparator.comparing(Ranked::q).reversed())
                .map(Ranked::server)
                .toList();
    }

    private static Optional<ServerName> server(SipURI uri) {
        String host = uri.getMAddrParam() == null ? uri.getHost() : uri.getMAddrParam();
        String named =
                uri.getTransportParam() == null ? "" : uri.getTransportParam().toLowerCase(Locale.ROOT);
        Optional<SipTransport> transport = transport(uri.isSecure(), named);
        if (host == null
                || host.isEmpty()
                || uri.getPort() > HIGHEST_PORT
                || (transport.isEmpty() && !named.isEmpty())) {
            return Optional.empty();
        }
        OptionalInt port = uri.getPort() > 0 ? OptionalInt.of(uri.getPort()) : OptionalInt.empty();
        return Optional.of(new ServerName(host, port, transport, DnsLookup.AUTO));
    }

    private static Optional<SipTransport> transport(boolean secure, String named) {
        return switch (named) {
            case "tls" -> Optional.of(SipTransport.TLS);
            case "tcp" -> Optional.of(secure ? SipTransport.TLS : SipTransport.TCP);
            case "udp" -> secure ? Optional.empty() : Optional.of(SipTransport.UDP);
            default -> secure && named.isEmpty() ? Optional.of(SipTransport.TLS) : Optional.empty();
        };
    }
}
