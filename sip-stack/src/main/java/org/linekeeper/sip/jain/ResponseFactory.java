package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** JAIN-SIP's factory, whose responses to received requests are leaner. */
final class ResponseFactory extends MessageFactoryImpl {
    @Override
    public Response createResponse(int status, Request request) throws ParseException {
        return OutgoingResponse.to((SIPRequest) request, status);
    }
}
