package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import javax.sip.address.URI;
import javax.sip.header.CSeqHeader;
import javax.sip.header.CallIdHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** JAIN-SIP's factory, whose requests, and responses to received requests, are leaner. */
final class OutgoingMessages extends MessageFactoryImpl {
    @Override
    public Response createResponse(int status, Request request) throws ParseException {
        return OutgoingResponse.to((SIPRequest) request, status);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Request createRequest(
            URI uri,
            String method,
            CallIdHeader callId,
            CSeqHeader cseq,
            FromHeader from,
            ToHeader to,
            List vias,
            MaxForwardsHeader maxForwards)
            throws ParseException {
        OutgoingRequest request = new OutgoingRequest();
        request.setRequestURI(uri);
        request.setMethod(method);
        request.setHeader(callId);
        request.setHeader(cseq);
        request.setHeader(from);
        request.setHeader(to);
        request.setVia(vias);
        request.setHeader(maxForwards);
        return request;
    }
}
