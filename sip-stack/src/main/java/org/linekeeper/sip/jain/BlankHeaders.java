package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.Allow;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.ParametersHeader;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.Supported;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.UserAgent;
import gov.nist.javax.sip.header.Via;
import java.text.ParseException;
import javax.sip.InvalidArgumentException;

/**
 * Headers to be filled. The constructors of JAIN-SIP look their name up in the JVM's table of all strings, which for ten headers a
 * message took more time than reading them; a copy has the name already.
 */
final class BlankHeaders {
    private static final Via VIA = lean(new Via());
    private static final From FROM = lean(new From());
    private static final To TO = lean(new To());
    private static final Contact CONTACT = lean(new Contact());
    private static final CSeq CSEQ = new CSeq();
    private static final MaxForwards MAX_FORWARDS = new MaxForwards();
    private static final ContentLength CONTENT_LENGTH = new ContentLength();

    private static final Allow ALLOW = new Allow();
    private static final Supported SUPPORTED = new Supported();
    private static final UserAgent USER_AGENT = new UserAgent();

    private BlankHeaders() {}

    private static <H extends ParametersHeader> H lean(H header) {
        header.setParameters(new PlainParameters());
        return header;
    }

    @SuppressWarnings("unchecked")
    private static <H extends SIPHeader> H copy(H header) {
        return (H) header.clone();
    }

    static Via via() {
        return copy(VIA);
    }

    static From from() {
        return copy(FROM);
    }

    static To to() {
        return copy(TO);
    }

    static Contact contact() {
        return copy(CONTACT);
    }

    static CSeq cseq() {
        return copy(CSEQ);
    }

    /** @param hops 0 to 255 */
    static MaxForwards maxForwards(int hops) {
        MaxForwards header = copy(MAX_FORWARDS);
        try {
            header.setMaxForwards(hops);
            return header;
        } catch (InvalidArgumentException e) {
            throw new IllegalArgumentException("Max-Forwards " + hops, e);
        }
    }

    static ContentLength contentLength() {
        return copy(CONTENT_LENGTH);
    }

    static Allow allow(String method) {
        Allow header = copy(ALLOW);
        try {
            header.setMethod(method);
            return header;
        } catch (ParseException e) {
            throw new IllegalArgumentException(method, e);
        }
    }

    static Supported supported(String option) {
        Supported header = copy(SUPPORTED);
        try {
            header.setOptionTag(option);
            return header;
        } catch (ParseException e) {
            throw new IllegalArgumentException(option, e);
        }
    }

    static UserAgent userAgent(String product) {
        UserAgent header = copy(USER_AGENT);
        header.addProductToken(product);
        return header;
    }
}
