package org.linekeeper.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import java.text.ParseException;

/** Hands a parsed message to JAIN-SIP's transactions, which is a channel's duty there. */
final class JainDispatch {
    private JainDispatch() {}

    static void dispatch(JainStack stack, SIPMessage message, NettyMessageChannel channel) {
        if (message instanceof SIPRequest request) {
            request(stack, request, channel);
        } else if (message instanceof SIPResponse response) {
            response(stack, response, channel);
        }
    }

    private static void request(JainStack stack, SIPRequest request, NettyMessageChannel channel) {
        ServerRequestInterface server = stack.newSIPServerRequest(request, channel);
        if (server == null) {
            return;
        }
        try {
            server.processRequest(request, channel);
        } finally {
            if (server instanceof SIPServerTransaction transaction && !transaction.passToListener()) {
                ((SIPTransaction) transaction).releaseSem();
            }
        }
    }

    private static void response(JainStack stack, SIPResponse response, NettyMessageChannel channel) {
        ServerResponseInterface client = stack.newSIPServerResponse(response, channel);
        if (client == null) {
            return;
        }
        try {
            boolean ours = !(client instanceof SIPClientTransaction transaction) || hasOurTag(transaction, response);
            if (ours) {
                client.processResponse(response, channel);
            }
        } finally {
            if (client instanceof SIPTransaction transaction && !transaction.passToListener()) {
                transaction.releaseSem();
            }
        }
    }

    private static boolean hasOurTag(SIPClientTransaction transaction, SIPResponse response) {
        try {
            response.checkHeaders();
        } catch (ParseException e) {
            return false;
        }
        return transaction.checkFromTag(response);
    }
}
