package org.linekeeper.simulator;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.linekeeper.simulator.sip.Flow;
import org.linekeeper.simulator.sip.NameAddress;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipUri;

/** What Microsoft insists on in a request from an SBC, in the order it looks, with the code it answers. */
final class TeamsRules {
    private static final int DNS_NAME = 2;

    /** A broken rule. */
    record Refusal(String rule, int status, String reason) {}

    private final Set<String> tenants;
    private final boolean srtpRequired;

    TeamsRules(TeamsSettings settings) {
        this.tenants = settings.tenants();
        this.srtpRequired = settings.srtpRequired();
    }

    /** The first rule that an INVITE or OPTIONS breaks. */
    Optional<Refusal> check(SipRequest request, Flow flow) throws SipFormatException {
        Optional<Refusal> identity = identity(request, flow);
        if (identity.isPresent() || !request.method().equals("INVITE")) {
            return identity;
        }
        return numbers(request).or(() -> extensions(request)).or(() -> media(request.body()));
    }

    private Optional<Refusal> identity(SipRequest request, Flow flow) throws SipFormatException {
        List<String> own = request.headers().has("Record-Route")
                ? request.headers().values("Record-Route")
                : request.headers().values("Contact");
        if (own.isEmpty()) {
            return refusal("teams-contact-missing", 403, "Record-Route and Contact headers are missing");
        }
        if (secureScheme(request)) {
            return refusal("teams-sips", 400, "Bad Request");
        }
        SipUri uri = NameAddress.parse(own.get(0)).sipUri();
        if (uri.addressed()) {
            return refusal("teams-contact-address", 403, "Forbidden");
        }
        if (!tenants.contains(uri.host())) {
            return refusal("teams-tenant-unknown", 403, "No trunk config was found");
        }
        boolean covered =
                flow.certificate().isPresent() && covers(flow.certificate().get(), uri.host());
        return covered ? Optional.empty() : refusal("teams-certificate-name", 403, "Forbidden");
    }

    private static boolean secureScheme(SipRequest request) {
        return request.uri().startsWith("sips:")
                || List.of("From", "To", "Contact").stream()
                        .anyMatch(
                                name -> request.headers().first(name).orElse("").contains("sips:"));
    }

    private static Optional<Refusal> numbers(SipRequest request) throws SipFormatException {
        SipUri uri = SipUri.parse(request.uri());
        if (!uri.user().orElse("").matches("\\+[0-9]{1,15}")) {
            return refusal("teams-number", 404, "Not Found");
        }
        if (!uri.parameter("user").orElse("").equals("phone")) {
            return refusal("teams-user-phone", 404, "user=phone please");
        }
        SipUri caller = request.address("From").sipUri();
        boolean anonymous = caller.host().equals("anonymous.invalid");
        if (!anonymous && !caller.user().orElse("").startsWith("+")) {
            return refusal("teams-caller-number", 403, "Forbidden");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> extensions(SipRequest request) {
        if (request.headers().has("Replaces")) {
            return refusal("teams-replaces", 403, "Forbidden");
        }
        if (request.headers().values("Require").contains("100rel")) {
            return refusal("teams-100rel", 420, "Bad Extension");
        }
        return Optional.empty();
    }

    private Optional<Refusal> media(String sdp) {
        if (sdp.isEmpty()) {
            return refusal("teams-no-offer", 488, "Not Acceptable Here");
        }
        if (srtpRequired && !sdp.contains("RTP/SAVP")) {
            return refusal("teams-srtp", 488, "SrtpEncryptionRequired");
        }
        if (Sdp.connection(sdp).orElse("").endsWith(" 0.0.0.0")) {
            return refusal("teams-blackhole", 488, "blackhole media");
        }
        return Optional.empty();
    }

    /** The name itself, or a wildcard that stands for one label. */
    private static boolean covers(X509Certificate certificate, String host) {
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

    private static Optional<Refusal> refusal(String rule, int status, String reason) {
        return Optional.of(new Refusal(rule, status, reason));
    }
}
