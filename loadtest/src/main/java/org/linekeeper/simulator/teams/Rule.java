package org.linekeeper.simulator.teams;

import java.util.Locale;

/** What Teams expects of an SBC. A rule with a status is refused with it; another breaks something later. */
public enum Rule {
    METHOD(405, "Method Not Allowed", "Teams takes INVITE, ACK, OPTIONS, CANCEL, BYE and NOTIFY, and nothing else"),
    CONTACT_MISSING(
            403, "Record-Route and Contact headers are missing", "INVITE and OPTIONS need Contact or Record-Route"),
    SIPS(400, "Bad Request", "sips: URIs are not taken"),
    EMPTY_USER(400, "Bad Request", "no @ without a user part before it"),
    CONTACT_ADDRESS(403, "Forbidden", "Contact and Record-Route name the SBC, not its address"),
    TENANT_UNKNOWN(403, "No trunk config was found", "the host of Contact is a trunk of a tenant"),
    CERTIFICATE_NAME(403, "Forbidden", "the certificate covers the host of Contact"),
    NUMBER(404, "Not Found", "the Request-URI has a number with plus, or is what REFER said"),
    USER_PHONE(404, "user=phone please", "a number in the Request-URI comes with user=phone"),
    CALLER_NUMBER(403, "Forbidden", "From has a number with plus, or is anonymous"),
    REPLACES(403, "Forbidden", "INVITE with Replaces is not taken from SBCs"),
    RELIABLE(420, "Bad Extension", "100rel must not be required"),
    NO_OFFER(488, "Not Acceptable Here", "INVITE has an offer"),
    SRTP(488, "SrtpEncryptionRequired", "media is RTP/SAVP with AES_CM_128_HMAC_SHA1_80 and a key of 30 bytes"),
    BLACKHOLE(488, "blackhole media", "hold is a=inactive, never c=0.0.0.0"),
    HELD_OFFER(488, "Call hold not allowed for initial INVITE offer", "the first offer is not on hold"),
    ALLOW(0, "", "INVITE and its 200 say what the SBC allows"),
    CONTACT_TRANSPORT(0, "", "Contact says transport=tls"),
    RECORD_ROUTE(0, "", "a Record-Route of the SBC has the host of its Contact"),
    FROM_HOST(0, "", "the host of From is that of Contact"),
    CALLED_NUMBER(0, "", "To has a number with plus, or is what REFER said"),
    DIRECTION(0, "", "Teams knows sendrecv and inactive; sendonly and recvonly are not understood"),
    HOLD_ANSWER(0, "", "inactive is answered with inactive"),
    ORIGIN(0, "", "o= stays, its version rises when the description changes and stays when it does not"),
    ANSWER_LINE(0, "", "an answer takes up a crypto line of the offer by its tag, and formats of the offer"),
    ANSWER_MISSING(0, "", "a 200 to INVITE has a session description"),
    REDIRECTION(0, "", "Teams is not told to call elsewhere (3xx)"),
    TARGET(0, "", "the Request-URI in a dialog is our Contact, byte for byte"),
    ROUTE(0, "", "the Route in a dialog is what we recorded"),
    PARTIES(0, "", "From and To of a dialog stay as they are"),
    OPTIONS_ANSWER(0, "", "the 200 to OPTIONS names the SBC in Contact, with Allow and Supported");

    private final int status;
    private final String phrase;
    private final String text;

    Rule(int status, String phrase, String text) {
        this.status = status;
        this.phrase = phrase;
        this.text = text;
    }

    /** What Teams answers; 0 when it goes on. */
    public int status() {
        return status;
    }

    /** The reason phrase beside the status. */
    public String phrase() {
        return phrase;
    }

    /** The rule in words. */
    public String text() {
        return text;
    }

    /** A short name for reports, such as {@code teams-contact-address}. */
    public String id() {
        return "teams-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
