package org.linekeeper.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.core.NameValue;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.AllowList;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.ContentType;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.SupportedList;
import gov.nist.javax.sip.header.UserAgent;
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
    private static final int MOST_HOPS = 255;

    private PlainHeaders() {}

    /** The header of a line without its end; null to leave it to JAIN-SIP. */
    static @Nullable SIPHeader header(String line) {
        return header(line, 0, line.length());
    }

    /** The same of a line within a text. */
    static @Nullable SIPHeader header(String head, int from, int end) {
        int colon = head.indexOf(':', from);
        if (colon < 0 || colon >= end) {
            return null;
        }
        PlainText text = new PlainText(head, colon + 1, end);
        text.skipBlanks();
        SIPHeader header = read(PlainName.of(head, from, colon), text);
        return header == null || header instanceof CachedCallId || text.atEnd() ? header : null;
    }

    private static @Nullable SIPHeader read(PlainName name, PlainText text) {
        return switch (name) {
            case VIA -> via(text);
            case FROM -> party(text, BlankHeaders.from());
            case TO -> party(text, BlankHeaders.to());
            case CALL_ID -> CachedCallId.of(text.rest());
            case CSEQ -> cseq(text);
            case CONTACT -> contact(text);
            case MAX_FORWARDS -> maxForwards(text);
            case CONTENT_LENGTH -> contentLength(text);
            case CONTENT_TYPE -> contentType(text);
            case ALLOW -> allow(text);
            case SUPPORTED -> supported(text);
            case USER_AGENT -> userAgent(text);
            case OTHER -> null;
        };
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
        PlainText text = new PlainText(line, 0);
        String method = text.token();
        SipUri uri = method != null && text.skip(' ') ? text.uri() : null;
        if (uri == null
                || !text.skip(' ')
                || !line.startsWith(VERSION, text.position())
                || line.length() != text.position() + VERSION.length()) {
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
        Via via = BlankHeaders.via();
        via.getSentProtocol().setTransport(transport);
        via.setSentBy(sentBy);
        while (text.skip(';')) {
            String parameter = text.name();
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
            String name = text.name();
            String value = text.skip('=') ? text.token() : null;
            if (name == null || value == null) {
                return null;
            }
            header.setParameter(new NameValue(name, value, false));
        }
        return header;
    }

    private static @Nullable ContactList contact(PlainText text) {
        Contact contact = party(text, BlankHeaders.contact());
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
            CSeq cseq = BlankHeaders.cseq();
            cseq.setSeqNumber(number);
            cseq.setMethod(SIPRequest.getCannonicalName(method));
            return cseq;
        } catch (java.text.ParseException | InvalidArgumentException e) {
            return null;
        }
    }

    private static @Nullable MaxForwards maxForwards(PlainText text) {
        int number = text.number(3);
        return number < 0 || number > MOST_HOPS ? null : BlankHeaders.maxForwards(number);
    }

    private static @Nullable ContentLength contentLength(PlainText text) {
        int number = text.number(NINE);
        try {
            if (number < 0) {
                return null;
            }
            ContentLength header = BlankHeaders.contentLength();
            header.setContentLength(number);
            return header;
        } catch (InvalidArgumentException e) {
            return null;
        }
    }

    /** {@code type/subtype}, up to where something else comes. */
    static @Nullable ContentType contentType(PlainText text) {
        String type = text.token();
        String subtype = type != null && text.skip('/') ? text.token() : null;
        return subtype == null ? null : new ContentType(type, subtype);
    }

    private static @Nullable AllowList allow(PlainText text) {
        AllowList list = new AllowList();
        do {
            String method = listed(text);
            if (method == null) {
                return null;
            }
            list.add(BlankHeaders.allow(method));
        } while (text.skip(','));
        return list;
    }

    private static @Nullable SupportedList supported(PlainText text) {
        SupportedList list = new SupportedList();
        do {
            String option = listed(text);
            if (option == null) {
                return null;
            }
            list.add(BlankHeaders.supported(option));
        } while (text.skip(','));
        return list;
    }

    private static @Nullable String listed(PlainText text) {
        text.skipBlanks();
        String token = text.token();
        text.skipBlanks();
        return token;
    }

    /** One product, with its version or without. */
    private static @Nullable UserAgent userAgent(PlainText text) {
        String product = text.token();
        if (product == null) {
            return null;
        }
        if (!text.skip('/')) {
            return BlankHeaders.userAgent(product);
        }
        String version = text.token();
        return version == null ? null : BlankHeaders.userAgent(product + "/" + version);
    }
}
