package org.linekeeper.simulator.teams;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.simulator.sip.NameAddress;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipUri;

/** What Teams refuses in a request from an SBC, in the order it looks. */
public final class RefusalRules {
    private static final int DNS_NAME = 2;
    private static final List<String> ADDRESSES = List.of("From", "To", "Contact", "Record-Route");
    private static final List<String> METHODS = List.of("INVITE", "ACK", "OPTIONS", "CANCEL", "BYE", "NOTIFY");

    private final Set<String> tenants;
    private final boolean srtpRequired;

    /**
     * @param tenants the SBC names that tenants have configured
     * @param srtpRequired whether media must be encrypted, as Teams insists
     */
    public RefusalRules(Set<String> tenants, boolean srtpRequired) {
        this.tenants = Set.copyOf(tenants);
        this.srtpRequired = srtpRequired;
    }

    /** The first rule that a request outside of a dialog breaks. */
    public Optional<Rule> check(SipRequest request, Optional<X509Certificate> certificate) throws SipFormatException {
        if (!METHODS.contains(request.method())) {
            return Optional.of(Rule.METHOD);
        }
        Optional<Rule> identity = identity(request, certificate);
        if (identity.isPresent() || !request.method().equals("INVITE")) {
            return identity;
        }
        return numbers(request).or(() -> extensions(request)).or(() -> media(request.body(), true));
    }

    /** The first rule that a request within a dialog breaks. */
    public Optional<Rule> checkWithin(SipRequest request) {
        if (!METHODS.contains(request.method())) {
            return Optional.of(Rule.METHOD);
        }
        if (secureScheme(request)) {
            return Optional.of(Rule.SIPS);
        }
        return request.body().isEmpty() || !request.method().equals("INVITE")
                ? Optional.empty()
                : media(request.body(), false);
    }

    /** Whether a certificate covers a host: by its name, or by a wildcard that stands for one label. */
    public static boolean covers(X509Certificate certificate, String host) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names != null
                    && names.stream()
                            .filter(name -> name.get(0).equals(DNS_NAME))
                            .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                            .anyMatch(name -> name.equals(host) || name.equals("*" + host.replaceFirst("^[^.]+", "")));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private Optional<Rule> identity(SipRequest request, Optional<X509Certificate> certificate)
            throws SipFormatException {
        List<String> own = request.headers().has("Record-Route")
                ? request.headers().values("Record-Route")
                : request.headers().values("Contact");
        if (own.isEmpty()) {
            return Optional.of(Rule.CONTACT_MISSING);
        }
        if (secureScheme(request)) {
            return Optional.of(Rule.SIPS);
        }
        if (ADDRESSES.stream()
                .anyMatch(name -> request.headers().first(name).orElse("").contains("sip:@"))) {
            return Optional.of(Rule.EMPTY_USER);
        }
        SipUri uri = NameAddress.parse(own.get(0)).sipUri();
        if (uri.addressed()) {
            return Optional.of(Rule.CONTACT_ADDRESS);
        }
        if (!tenants.contains(uri.host())) {
            return Optional.of(Rule.TENANT_UNKNOWN);
        }
        boolean covered = certificate.isPresent() && covers(certificate.get(), uri.host());
        return covered ? Optional.empty() : Optional.of(Rule.CERTIFICATE_NAME);
    }

    private static boolean secureScheme(SipRequest request) {
        return request.uri().startsWith("sips:")
                || ADDRESSES.stream()
                        .anyMatch(
                                name -> request.headers().first(name).orElse("").contains("sips:"));
    }

    private static Optional<Rule> numbers(SipRequest request) throws SipFormatException {
        SipUri uri = SipUri.parse(request.uri());
        boolean referred = uri.user().isEmpty() && uri.parameter("x-m").isPresent();
        if (!referred && !uri.user().orElse("").matches("\\+[0-9]{1,15}")) {
            return Optional.of(Rule.NUMBER);
        }
        if (!referred && !uri.parameter("user").orElse("").equals("phone")) {
            return Optional.of(Rule.USER_PHONE);
        }
        SipUri caller = request.address("From").sipUri();
        boolean anonymous = caller.host().equals("anonymous.invalid");
        return anonymous || caller.user().orElse("").startsWith("+")
                ? Optional.empty()
                : Optional.of(Rule.CALLER_NUMBER);
    }

    private static Optional<Rule> extensions(SipRequest request) {
        if (request.headers().has("Replaces")) {
            return Optional.of(Rule.REPLACES);
        }
        return request.headers().values("Require").contains("100rel") ? Optional.of(Rule.RELIABLE) : Optional.empty();
    }

    private Optional<Rule> media(String body, boolean first) {
        if (body.isEmpty()) {
            return Optional.of(Rule.NO_OFFER);
        }
        Description sdp = new Description(body);
        if (sdp.blackHole()) {
            return Optional.of(Rule.BLACKHOLE);
        }
        if (srtpRequired && !sdp.encrypted()) {
            return Optional.of(Rule.SRTP);
        }
        return first && sdp.direction().equals("inactive") ? Optional.of(Rule.HELD_OFFER) : Optional.empty();
    }
}
