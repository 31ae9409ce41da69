package org.linekeeper.sip.jain;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import javax.sip.address.AddressFactory;
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
    /** Factories that are ready for use. */
    public static JsrFactories create() {
        Slf4jStackLogger.install();
        return new JsrFactories(new AddressFactoryImpl(), new HeaderFactoryImpl(), new ResponseFactory());
    }
}
