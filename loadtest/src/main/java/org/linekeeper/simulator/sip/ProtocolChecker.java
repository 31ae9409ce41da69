package org.linekeeper.simulator.sip;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds every message of a peer against RFC 3261. Sees each request once (retransmissions are taken out before) and each
 * response with the request it answers. Used by one thread.
 */
public final class ProtocolChecker {
    private static final int REMEMBERED = 50_000;

    private final Violations violations;
    private final Map<String, String> branches = remembering();
    private final Map<String, Long> sequences = remembering();
    private final Map<String, SipRequest> invites = remembering();

    public ProtocolChecker(Violations violations) {
        this.violations = violations;
    }

    public void request(SipRequest request, Protocol protocol) {
        try {
            everyRequest(request, protocol);
            switch (request.method()) {
                case "REGISTER" -> register(request);
                case "INVITE" -> invite(request);
                case "ACK", "CANCEL" -> companion(request);
                default -> {}
            }
        } catch (SipFormatException e) {
            violations.add("malformed", String.valueOf(e.getMessage()), request);
        }
    }

    public void response(SipResponse response, SipRequest ours) {
        // RFC 3261 section 8.2.6.2: From, Call-ID and CSeq "MUST equal" those of the request, Via "MUST maintain the
        // same
        // ordering".
        same("From", response, ours);
        same("Call-ID", response, ours);
        if (!response.cseq().equals(ours.cseq())) {
            violations.add("response-cseq", "CSeq " + response.headers().first("CSeq"), response);
        }
        if (!response.headers()
                .values("Via")
                .subList(1, Math.max(1, response.headers().values("Via").size()))
                .equals(ours.headers()
                        .values("Via")
                        .subList(1, ours.headers().values("Via").size()))) {
            violations.add("response-via", "Via " + response.headers().values("Via"), response);
        }
        // Section 8.2.6.2: "the UAS MUST add a tag to the To header field in the response (with the exception of the
        // 100
        // (Trying) response...)".
        if (response.status() != 100 && response.tag("To").isEmpty()) {
            violations.add("response-to-tag", "no tag in To", response);
        }
        // Section 12.1.1: "The UAS MUST add a Contact header field to the response" that makes a dialog.
        boolean dialog = ours.method().equals("INVITE") && response.status() > 100 && response.status() < 300;
        if (dialog && !response.headers().has("Contact")) {
            violations.add("contact-missing", "a dialog without Contact", response);
        }
        body(response);
    }

    private void everyRequest(SipRequest request, Protocol protocol) throws SipFormatException {
        // RFC 3261 section 8.1.1: "a valid SIP request formulated by a UAC MUST, at a minimum, contain ... To, From,
        // CSeq,
        // Call-ID, Max-Forwards, and Via".
        String hops = request.headers().first("Max-Forwards").orElse("");
        if (!hops.matches("[0-9]{1,3}") || Integer.parseInt(hops) > 255) {
            violations.add("max-forwards", hops.isEmpty() ? "missing" : hops, request);
        }
        if (request.tag("From").isEmpty()) {
            violations.add("from-tag", "no tag in From", request);
        }
        // Section 8.1.1.5: "The method MUST match that of the request."
        if (!request.cseq().method().equals(request.method())) {
            violations.add("cseq-method", request.cseq().method(), request);
        }
        if (request.cseq().number() >= 1L << 31) {
            violations.add("cseq-number", "not less than 2**31", request);
        }
        if (request.uri().startsWith("<") || request.uri().isEmpty()) {
            violations.add("request-uri", request.uri(), request);
        }
        via(request, protocol);
        sequence(request);
        body(request);
    }

    private void via(SipRequest request, Protocol protocol) throws SipFormatException {
        Via via = request.topVia();
        if (!via.transport().equalsIgnoreCase(protocol.name())) {
            violations.add("via-transport", via.transport() + " over " + protocol, request);
        }
        // Section 8.1.1.7: "The branch ID inserted by an element compliant with this specification MUST always begin
        // with
        // the characters "z9hG4bK"."
        String branch = via.branch().orElse("");
        if (!branch.startsWith(Via.COOKIE) || branch.length() == Via.COOKIE.length()) {
            violations.add("branch", branch.isEmpty() ? "missing" : branch, request);
            return;
        }
        // "The branch parameter value MUST be unique across space and time for all requests sent by the UA. The
        // exceptions
        // to this rule are CANCEL and ACK for non-2xx responses."
        String owner = request.callId() + " " + request.cseq().number() + " "
                + (companionMethod(request) ? "INVITE" : request.method());
        String before = branches.putIfAbsent(via.key(), owner);
        if (before != null && !before.equals(owner)) {
            violations.add("branch-reused", branch + " was used for " + before, request);
        }
    }

    private void sequence(SipRequest request) {
        if (companionMethod(request)) {
            return;
        }
        // Section 12.2.1.1: "Requests within a dialog MUST contain strictly monotonically increasing and contiguous
        // CSeq
        // sequence numbers"; section 10.2: "A UA MUST increment the CSeq value by one for each REGISTER request with
        // the
        // same Call-ID."
        String key = request.method().equals("REGISTER")
                ? "REGISTER " + request.callId()
                : request.callId() + " " + request.tag("From");
        long number = request.cseq().number();
        // Forks of one INVITE are dialogs of their own, each counting on from it.
        String dialog = key + " " + request.tag("To");
        Long before = sequences.getOrDefault(dialog, sequences.get(key + " "));
        sequences.put(dialog, number);
        if (before != null && number <= before) {
            violations.add("cseq-not-rising", number + " after " + before, request);
        }
    }

    private void register(SipRequest request) throws SipFormatException {
        // Section 10.2: "The "userinfo" and "@" components of the SIP URI MUST NOT be present."
        SipUri uri = SipUri.parse(request.uri());
        if (uri.user().isPresent()) {
            violations.add("register-uri-user", request.uri(), request);
        }
        // Section 10.2: "The To header field and the Request-URI field typically differ"; first-party registration has
        // From equal to To.
        if (!request.address("To")
                .sipUri()
                .aor()
                .equals(request.address("From").sipUri().aor())) {
            violations.add("register-third-party", "From is not To", request);
        }
        // Section 10.2.2: "REGISTER-specific Contact header field value of "*" ... MUST NOT be used unless Expires is
        // 0".
        for (String contact : request.headers().values("Contact")) {
            if (contact.equals("*")
                    && !request.headers().first("Expires").orElse("").equals("0")) {
                violations.add("register-star", "Contact: * without Expires: 0", request);
            }
        }
    }

    private void invite(SipRequest request) throws SipFormatException {
        invites.put(request.topVia().key(), request);
        List<String> contacts = request.headers().values("Contact");
        // Section 8.1.1.8: "The Contact header field MUST be present and contain exactly one SIP or SIPS URI in any
        // request
        // that can result in the establishment of a dialog."
        if (contacts.size() != 1) {
            violations.add("contact-missing", contacts.size() + " Contacts in INVITE", request);
            return;
        }
        NameAddress.parse(contacts.get(0)).sipUri();
    }

    private void companion(SipRequest request) throws SipFormatException {
        SipRequest invite = invites.get(request.topVia().key());
        if (invite == null) {
            // An ACK for a 2xx is a transaction of its own; a CANCEL without INVITE is not.
            if (request.method().equals("CANCEL")) {
                violations.add("cancel-unknown", "no INVITE with that branch", request);
            }
            return;
        }
        // Section 9.1: "The Request-URI, Call-ID, To, the numeric part of CSeq, and From header fields in the CANCEL
        // request
        // MUST be identical to those in the request being cancelled"; section 17.1.1.3 says the same of ACK but for To.
        boolean identical = invite.uri().equals(request.uri())
                && invite.callId().equals(request.callId())
                && invite.cseq().number() == request.cseq().number()
                && invite.headers().first("From").equals(request.headers().first("From"));
        if (!identical) {
            violations.add(request.method().toLowerCase(Locale.ROOT) + "-differs", "from its INVITE", request);
        }
        // Section 17.1.1.3: "If the INVITE request whose response is being acknowledged had Route header fields, those
        // header
        // fields MUST appear in the ACK"; section 9.1 says it of CANCEL.
        if (!invite.headers().values("Route").equals(request.headers().values("Route"))) {
            violations.add("route-differs", "from its INVITE", request);
        }
        // Section 9.1: "The CANCEL request MUST NOT contain any Require or Proxy-Require header fields."
        boolean cancel = request.method().equals("CANCEL");
        if (cancel && (request.headers().has("Require") || request.headers().has("Proxy-Require"))) {
            violations.add("cancel-require", "Require in CANCEL", request);
        }
    }

    private void same(String header, SipResponse response, SipRequest ours) {
        Optional<String> expected = ours.headers().first(header);
        boolean equal = header.equals("From")
                ? response.tag("From").equals(ours.tag("From"))
                : response.headers().first(header).equals(expected);
        if (!equal) {
            violations.add("response-" + header.toLowerCase(Locale.ROOT), "not that of the request", response);
        }
    }

    private void body(SipMessage message) {
        // Section 7.4: "The Internet media type of the message body MUST be given by the Content-Type header field."
        if (!message.body().isEmpty() && !message.headers().has("Content-Type")) {
            violations.add("content-type", "a body without Content-Type", message);
        }
    }

    private static boolean companionMethod(SipRequest request) {
        return request.method().equals("ACK") || request.method().equals("CANCEL");
    }

    private static <V> Map<String, V> remembering() {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
