package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.message.SIPMessage;
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
            ReceivedResponse response = new ReceivedResponse();
            response.setStatusLine(status);
            return response;
        }
        RequestLine request = PlainHeaders.requestLine(line);
        if (request != null) {
            ReceivedRequest made = new ReceivedRequest();
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
            header = PlainHeaders.extension(line);
        }
        if (header == null) {
            super.processHeader(line, message, listener, whole);
        } else {
            message.attachHeader(header, false);
        }
    }
}
