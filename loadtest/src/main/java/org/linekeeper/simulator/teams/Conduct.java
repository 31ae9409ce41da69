package org.linekeeper.simulator.teams;

import java.util.List;
import java.util.Optional;
import org.linekeeper.simulator.sip.NameAddress;
import org.linekeeper.simulator.sip.SipFormatException;
import org.linekeeper.simulator.sip.SipMessage;
import org.linekeeper.simulator.sip.SipRequest;
import org.linekeeper.simulator.sip.SipResponse;
import org.linekeeper.simulator.sip.SipUri;
import org.linekeeper.simulator.sip.Violations;

/** Holds against an SBC what Teams does not refuse but cannot live with. On the loop. */
final class Conduct {
    private static final List<String> ALLOWED = List.of("INVITE", "ACK", "CANCEL", "BYE", "OPTIONS");

    private final Violations violations;

    Conduct(Violations violations) {
        this.violations = violations;
    }

    void broken(Rule rule, String seen, SipMessage message) {
        violations.add(rule.id(), rule.text() + (seen.isEmpty() ? "" : "; seen: " + seen), message);
    }

    /** A request that may begin a call. */
    void invitation(SipRequest invite) throws SipFormatException {
        SipUri contact = invite.address("Contact").sipUri();
        introduced(invite, contact, true);
        SipUri from = invite.address("From").sipUri();
        if (!from.host().equals(contact.host()) && !from.host().equals("anonymous.invalid")) {
            broken(Rule.FROM_HOST, from.host(), invite);
        }
        SipUri to = invite.address("To").sipUri();
        if (!to.user().orElse("").startsWith("+") && to.parameter("x-m").isEmpty()) {
            broken(Rule.CALLED_NUMBER, to.user().orElse(""), invite);
        }
        if (invite.headers().has("Record-Route")
                && !NameAddress.parse(invite.headers().values("Record-Route").get(0))
                        .sipUri()
                        .host()
                        .equals(contact.host())) {
            broken(Rule.RECORD_ROUTE, invite.headers().first("Record-Route").orElse(""), invite);
        }
        if (new Description(invite.body()).direction().endsWith("only")) {
            broken(Rule.DIRECTION, new Description(invite.body()).direction(), invite);
        }
    }

    /** A response to INVITE, other than 100. */
    void answered(SipResponse response) throws SipFormatException {
        if (response.status() / 100 == 3) {
            broken(Rule.REDIRECTION, "", response);
        }
        if (response.headers().values("Require").contains("100rel")) {
            broken(Rule.RELIABLE, "in a response", response);
        }
        if (response.status() >= 300) {
            return;
        }
        introduced(response, response.address("Contact").sipUri(), response.success());
        if (response.success() && response.body().isEmpty()) {
            broken(Rule.ANSWER_MISSING, "", response);
        }
    }

    void optionsAnswered(SipResponse response) throws SipFormatException {
        boolean whole = response.headers().has("Contact")
                && response.headers().has("Allow")
                && response.headers().has("Supported");
        if (!whole) {
            broken(Rule.OPTIONS_ANSWER, response.headers().list().toString(), response);
        } else if (response.address("Contact").sipUri().addressed()) {
            broken(Rule.CONTACT_ADDRESS, response.headers().first("Contact").orElse(""), response);
        }
    }

    private void introduced(SipMessage message, SipUri contact, boolean says) {
        if (contact.addressed()) {
            broken(Rule.CONTACT_ADDRESS, contact.host(), message);
        }
        if (!contact.parameter("transport").orElse("").equalsIgnoreCase("tls")) {
            broken(Rule.CONTACT_TRANSPORT, message.headers().first("Contact").orElse(""), message);
        }
        if (says && !message.headers().values("Allow").containsAll(ALLOWED)) {
            broken(Rule.ALLOW, message.headers().values("Allow").toString(), message);
        }
    }

    /**
     * A description that the SBC sends.
     *
     * @param before what it sent last in this dialog
     * @param offer what it answers; empty when it is an offer itself
     */
    void described(SipMessage message, Optional<Description> before, Optional<Description> offer) {
        Description sdp = new Description(message.body());
        if (sdp.blackHole()) {
            broken(Rule.BLACKHOLE, "", message);
        }
        if (!sdp.encrypted()) {
            broken(Rule.SRTP, "", message);
        }
        if (sdp.direction().endsWith("only")) {
            broken(Rule.DIRECTION, sdp.direction(), message);
        }
        before.ifPresent(last -> origin(message, last, sdp));
        if (offer.isPresent()) {
            answer(message, offer.get(), sdp);
        }
    }

    /**
     * RFC 3264 section 8: "the origin line of the new SDP MUST be identical to that in the current SDP, except that the version
     * in the origin field MUST increment"; "If the version in the origin line does not increment, the SDP MUST be identical".
     * A version that an offer used which was refused may be left out, or used again.
     */
    private void origin(SipMessage message, Description before, Description now) {
        Optional<Description.Origin> old = before.origin();
        Optional<Description.Origin> fresh = now.origin();
        if (old.isEmpty() || fresh.isEmpty() || !fresh.get().same(old.get())) {
            broken(Rule.ORIGIN, old + " then " + fresh, message);
            return;
        }
        long risen = fresh.get().version() - old.get().version();
        boolean same = before.text().equals(now.text());
        if (same ? risen != 0 : risen <= 0) {
            broken(Rule.ORIGIN, old.get().version() + " then " + fresh.get().version(), message);
        }
    }

    private void answer(SipMessage message, Description offer, Description answer) {
        boolean tagged = offer.keys().keySet().containsAll(answer.keys().keySet());
        if (!tagged || !offer.formats().containsAll(answer.formats())) {
            broken(Rule.ANSWER_LINE, answer.keys().keySet() + " " + answer.formats(), message);
        }
        if (offer.direction().equals("inactive") && !answer.direction().equals("inactive")) {
            broken(Rule.HOLD_ANSWER, answer.direction(), message);
        }
    }
}
