package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransactionImpl;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A server transaction that leaves the table with the 2xx to its INVITE, as RFC 3261 17.2.1 has it: "the server transaction transitions
 * to the "Terminated" state". JAIN-SIP's stays for up to one and a half seconds more, with the request, its timers and its dialog, to catch
 * that INVITE should it come again; {@link FinalResponses} does so here, for longer and for a tenth of the memory.
 */
final class LeavingServerTransaction extends SIPServerTransactionImpl {
    /**
     * True while a response is handed to the channel. JAIN-SIP makes another channel from the Via each time, unless the transport is
     * reliable; ours leads back to where the request came from, which is what it wrote into that Via (RFC 3581 4).
     */
    private boolean sending;

    LeavingServerTransaction(SIPTransactionStack stack, MessageChannel channel) {
        super(stack, channel);
    }

    @Override
    public boolean isReliable() {
        return sending || super.isReliable();
    }

    @Override
    protected void sendResponse(SIPResponse response) throws IOException {
        sending = true;
        try {
            super.sendResponse(response);
        } finally {
            sending = false;
        }
    }

    @Override
    public void resendLastResponseAsBytes() throws IOException {
        sending = getLastResponse() == null;
        try {
            super.resendLastResponseAsBytes();
        } finally {
            sending = false;
        }
    }

    @Override
    public void sendResponse(Response response) throws SipException {
        super.sendResponse(response);
        if (isInviteTransaction() && response.getStatusCode() / 100 == 2) {
            cleanUp();
        }
    }

    /** RFC 3261 17.2.3: as the stock one for branches with the cookie, without copying them in other letters. */
    @Override
    public boolean isMessagePartOfTransaction(SIPMessage message) {
        Via via = message.getTopmostVia();
        String theirs = via == null ? null : via.getBranch();
        String ours = getBranch();
        SIPRequest request = getOriginalRequest();
        boolean usual = theirs != null
                && ours != null
                && request != null
                && JainStack.hasCookie(theirs)
                && !message.getCSeq().getMethod().equals(Request.CANCEL);
        if (!usual) {
            return super.isMessagePartOfTransaction(message);
        }
        return (isInviteTransaction() || !isTerminated())
                && ours.equalsIgnoreCase(theirs)
                && via.getSentBy().equals(request.getTopmostVia().getSentBy());
    }

    /** Ticks twice a second; before a refusal, which is sent until its ACK comes, there is nothing for it to do. */
    @Override
    public void startTransactionTimer() {
        if (!isInviteTransaction() || getLastResponseStatusCode() >= 300) {
            super.startTransactionTimer();
        }
    }
}
