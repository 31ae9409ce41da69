package org.linekeeper.sip.jain;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.ContentType;
import java.text.ParseException;
import javax.sip.address.AddressFactory;
import javax.sip.address.SipURI;
import javax.sip.header.ContentTypeHeader;
import javax.sip.header.Header;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;

/**
 * The factories of the JSR-32 API. To be taken from here and not from {@code SipFactory}: JAIN-SIP's classes look for log4j unless
 * a logger was installed before the first of them is used.
 *
 * @param addresses makes addresses and URIs
 * @param headers makes headers
 * @param messages makes and parses messages
 */
public record JsrFactories(AddressFactory addresses, HeaderFactory headers, MessageFactory messages) {
    /**
     * {@code sip:user@host}, without port or parameters.
     *
     * @param user empty for none
     * @throws ParseException when it is no URI
     */
    public SipURI uri(String user, String host) throws ParseException {
        String text = user.isEmpty() ? "sip:" + host : "sip:" + user + "@" + host;
        PlainText plain = new PlainText(text, 0);
        SipURI uri = plain.uri();
        return uri != null && plain.atEnd() ? uri : addresses.createSipURI(user.isEmpty() ? null : user, host);
    }

    /**
     * The header of a body's media type.
     *
     * @throws ParseException when the value is no media type with parameters or without
     */
    public ContentTypeHeader contentType(String value) throws ParseException {
        PlainText text = new PlainText(value, 0);
        ContentType plain = PlainHeaders.contentType(text);
        return plain != null && text.atEnd()
                ? plain
                : (ContentTypeHeader) headers.createHeader(ContentTypeHeader.NAME, value);
    }

    /**
     * A header that is written as it is given here. Nobody who asks a message for one finds the methods of its own kind at it.
     *
     * @throws ParseException when the value would begin another line
     */
    public Header text(String name, String value) throws ParseException {
        return TextHeader.of(name, value);
    }

    /** Factories that are ready for use. */
    public static JsrFactories create() {
        Slf4jStackLogger.install();
        return new JsrFactories(new AddressFactoryImpl(), new OutgoingHeaders(), new OutgoingMessages());
    }
}
