package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.RecordRouteList;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.TimeStamp;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.text.ParseException;
import javax.sip.header.TimeStampHeader;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response of ours. It remembers the bytes that it was sent as, because JAIN-SIP writes each response a second time to have it for
 * retransmissions; and it shares with its request the headers that nobody changes, where JAIN-SIP copies all.
 */
final class OutgoingResponse extends LeanResponse {
    private static final long serialVersionUID = 1L;

    private transient byte @Nullable [] sent;

    private OutgoingResponse() {}

    /** RFC 3261 8.2.6.2: From, Call-ID, CSeq and Via of the request, in their order, and To; 12.1.1: its Record-Route. */
    static OutgoingResponse to(SIPRequest request, int status) throws ParseException {
        OutgoingResponse response = new OutgoingResponse();
        response.setStatusCode(status);
        response.setReasonPhrase(SIPResponse.getReasonPhrase(status));
        response.add(request.getViaHeaders());
        response.add((SIPHeader) request.getFrom());
        response.add((SIPHeader) ((SIPHeader) request.getTo()).clone());
        response.add((SIPHeader) request.getCallId());
        response.add((SIPHeader) request.getCSeq());
        RecordRouteList route = request.getRecordRouteHeaders();
        if (route != null && beginsDialog(request, status)) {
            response.add((SIPHeader) route.clone());
        }
        // RFC 3261 8.2.6.1: "any Timestamp header field present in the request MUST be copied into this 100".
        if (request.getHeader(TimeStampHeader.NAME) instanceof TimeStamp timestamp) {
            response.add(timestamp);
        }
        return response;
    }

    private void add(SIPHeader header) {
        attachHeader(header, false, false);
    }

    private static boolean beginsDialog(SIPRequest request, int status) {
        return status > Response.TRYING
                && status < 300
                && SIPRequest.isDialogCreating(request.getMethod())
                && request.getToTag() == null;
    }

    /** These bytes went out. */
    void sentAs(byte[] bytes) {
        sent = bytes;
    }

    /** What went out, if it has; JAIN-SIP asks for nothing else. */
    @Override
    public byte[] encodeAsBytes(String transport) {
        byte[] bytes = sent;
        return bytes != null ? bytes : super.encodeAsBytes(transport);
    }

    /** Another of the same content has not been sent. */
    @Override
    public Object clone() {
        OutgoingResponse copy = (OutgoingResponse) super.clone();
        copy.sent = null;
        return copy;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
