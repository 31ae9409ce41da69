package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;

/** JAIN-SIP's parser with a short cut for what is written plainly. */
final class PlainParser extends StringMsgParser {
    @Override
    protected SIPMessage processFirstLine(String line, ParseExceptionListener listener, byte[] message)
            throws ParseException {
        StatusLine status = PlainHeaders.statusLine(line);
        if (status != null) {
            SIPResponse response = new SIPResponse();
            response.setStatusLine(status);
            return response;
        }
        RequestLine request = PlainHeaders.requestLine(line);
        if (request != null) {
            SIPRequest made = new SIPRequest();
            made.setRequestLine(request);
            return made;
        }
        return super.processFirstLine(line, listener, message);
    }

    @Override
    protected void processHeader(String line, SIPMessage message, ParseExceptionListener listener, byte[] whole)
            throws ParseException {
        SIPHeader header = PlainHeaders.header(line);
        if (header == null) {
            super.processHeader(line, message, listener, whole);
        } else {
            message.attachHeader(header, false);
        }
    }
}
