package org.linekeeper.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.Protocol;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.header.ViaList;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the headers that every message has, where they are written as nearly everybody writes them. JAIN-SIP's parser takes them through a
 * lexer for each, which was a sixth of a call's CPU. Whatever is not plain is not read here (null): that parser remains the judge of
 * it, and makes the same of what is read here.
 */
final class PlainHeaders {
    private static final String VERSION = "SIP/2.0";
    private static final int NINE = 9;

    private PlainHeaders() {}

    /** The header of a line without its end; null to leave it to JAIN-SIP. */
    static @Nullable SIPHeader header(String line) {
        int colon = line.indexOf(':');
        if (colon < 0) {
            return null;
        }
        PlainText text = new PlainText(line, colon + 1);
        text.skipBlanks();
        SIPHeader header =
                switch (line.substring(0, colon)) {
                    case "Via", "VIA", "v" -> via(text);
                    case "From", "FROM", "f" -> party(text, new From());
                    case "To", "TO", "t" -> party(text, new To());
                    case "Call-ID", "CALL-ID", "i" -> CachedCallId.of(line.substring(text.position()));
                    case "CSeq", "CSEQ" -> cseq(text);
                    case "Contact", "CONTACT", "m" -> contact(text);
                    case "Max-Forwards", "MAX-FORWARDS" -> maxForwards(text);
                    case "Content-Length", "CONTENT-LENGTH", "l" -> contentLength(text);
                    case "Content-Type", "CONTENT-TYPE", "c" -> contentType(text);
                    default -> null;
                };
        return header == null || header instanceof CachedCallId || text.atEnd() ? header : null;
    }

    /** A header that nobody has a parser for; null for another, and for what is none. */
    static @Nullable SIPHeader extension(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).trim();
        if (name.isEmpty() || HeaderNames.isKnown(name)) {
            return null;
        }
        ExtensionHeaderImpl header = new ExtensionHeaderImpl(name);
        header.setValue(line.substring(colon + 1).trim());
        return header;
    }

    /** The first line of a response. */
    static @Nullable StatusLine statusLine(String line) {
        PlainText text = new PlainText(line, VERSION.length());
        if (!line.startsWith(VERSION) || !text.skip(' ')) {
            return null;
        }
        int code = text.number(3);
        if (code < 100 || !text.skip(' ')) {
            return null;
        }
        StatusLine status = new StatusLine();
        status.setSipVersion(VERSION);
        status.setStatusCode(code);
        status.setReasonPhrase(line.substring(text.position()).trim());
        return status;
    }

    /** The first line of a request. */
    static @Nullable RequestLine requestLine(String line) {
        int blank = line.indexOf(' ');
        if (blank < 0) {
            return null;
        }
        PlainText text = new PlainText(line, 0);
        String method = text.token();
        SipUri uri = method != null && text.skip(' ') ? text.uri() : null;
        if (uri == null || !text.skip(' ') || !line.substring(text.position()).equals(VERSION)) {
            return null;
        }
        RequestLine request = new RequestLine();
        request.setMethod(SIPRequest.getCannonicalName(method));
        request.setUri(uri);
        request.setSipVersion(VERSION);
        return request;
    }

    private static @Nullable ViaList via(PlainText text) {
        String name = text.token();
        String version = text.skip('/') ? text.token() : null;
        String transport = text.skip('/') ? text.token() : null;
        if (!"SIP".equals(name) || !"2.0".equals(version) || transport == null || !text.skip(' ')) {
            return null;
        }
        HostPort sentBy = text.hostPort();
        if (sentBy == null) {
            return null;
        }
        Protocol protocol = new Protocol();
        protocol.setTransport(transport);
        Via via = new Via();
        via.setSentProtocol(protocol);
        via.setSentBy(sentBy);
        while (text.skip(';')) {
            String parameter = text.token();
            String value = text.skip('=') ? text.token() : null;
            // Of those without a value, only rport is common.
            if (parameter == null || (value == null && !parameter.equals(Via.RPORT))) {
                return null;
            }
            via.setParameter(new NameValue(parameter.toLowerCase(Locale.ROOT), value));
        }
        ViaList list = new ViaList();
        list.add(via);
        return list;
    }

    private static <H extends AddressParametersHeader> @Nullable H party(PlainText text, H header) {
        AddressImpl address = text.address();
        if (address == null) {
            return null;
        }
        header.setAddress(address);
        while (text.skip(';')) {
            String name = text.token();
            String value = text.skip('=') ? text.token() : null;
            if (name == null || value == null) {
                return null;
            }
            header.setParameter(new NameValue(name, value, false));
        }
        return header;
    }

    private static @Nullable ContactList contact(PlainText text) {
        Contact contact = party(text, new Contact());
        if (contact == null) {
            return null;
        }
        ContactList list = new ContactList();
        list.add(contact);
        return list;
    }

    private static @Nullable CSeq cseq(PlainText text) {
        int number = text.number(NINE);
        String method = number >= 0 && text.skip(' ') ? text.token() : null;
        if (method == null) {
            return null;
        }
        try {
            CSeq cseq = new CSeq();
            cseq.setSeqNumber(number);
            cseq.setMethod(SIPRequest.getCannonicalName(method));
            return cseq;
        } catch (java.text.ParseException | InvalidArgumentException e) {
            return null;
        }
    }

    private static @Nullable MaxForwards maxForwards(PlainText text) {
        int number = text.number(3);
        try {
            return number < 0 ? null : new MaxForwards(number);
        } catch (InvalidArgumentException e) {
            return null;
        }
    }

    private static @Nullable ContentLength contentLength(PlainText text) {
        int number = text.number(NINE);
        return number < 0 ? null : new ContentLength(number);
    }

    /** {@code type/subtype}, up to where something else comes. */
    static @Nullable ContentType contentType(PlainText text) {
        String type = text.token();
        String subtype = type != null && text.skip('/') ? text.token() : null;
        return subtype == null ? null : new ContentType(type, subtype);
    }
}
