package org.linekeeper.sip.jain;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPDialog;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.util.List;
import javax.sip.InvalidArgumentException;
import javax.sip.SipException;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * A dialog that becomes small when nothing has happened in it for some seconds after an ACK: it lets go of its transactions, and keeps
 * addresses as text, from which JAIN-SIP reads them again at the next request. JAIN-SIP does that at once and only for calls that
 * come in, so that a short call pays for the writing and reading, and a long call that went out keeps all.
 */
final class RestingDialog extends SIPDialog {
    private static final long serialVersionUID = 1L;
    private static final long REST_MILLIS = 5_000;

    /** RFC 3261 8.1.1.6: "It SHOULD be" 70. */
    private static final int HOPS = 70;

    private transient @Nullable Rest rest;

    RestingDialog(SIPTransaction transaction) {
        super(transaction);
    }

    /** What JAIN-SIP calls when an ACK has come, and when the dialog is over. */
    @Override
    protected void cleanUpOnAck() {
        restSoon();
    }

    /** As the stock one does it, for methods that begin a transaction of their own. */
    @Override
    public SIPRequest createRequest(SipUri uri, Via via, CSeq cseq, From from, To to) {
        OutgoingRequest request = new OutgoingRequest();
        request.setMethod(cseq.getMethod());
        request.setRequestURI(uri);
        for (SIPHeader header : List.of(via, cseq, from, to, (SIPHeader) getCallId(), BlankHeaders.maxForwards(HOPS))) {
            request.attachHeader(header, false, false);
        }
        return request;
    }

    @Override
    public Request createAck(long cseq) throws InvalidArgumentException, SipException {
        return OutgoingRequest.of((SIPRequest) super.createAck(cseq));
    }

    /** A response comes here from its transaction, and before it is delivered once more. The second time says nothing new. */
    @Override
    public void setLastResponse(SIPTransaction transaction, SIPResponse response) {
        if (transaction != null && response instanceof ReceivedResponse received && !received.isNewTo(this)) {
            return;
        }
        super.setLastResponse(transaction, response);
    }

    @Override
    public void sendAck(Request ack) throws SipException {
        super.sendAck(ack);
        restSoon();
    }

    @Override
    public void setState(int state) {
        super.setState(state);
        if (state == TERMINATED_STATE && rest != null) {
            stack().getTimer().cancel(rest);
            rest = null;
        }
    }

    private void restSoon() {
        if (rest == null && getState() != null && getState().getValue() != TERMINATED_STATE) {
            rest = new Rest();
            stack().getTimer().schedule(rest, REST_MILLIS);
        }
    }

    private void restNow() {
        rest = null;
        if (lastTransaction != null && !lastTransaction.isTerminated()) {
            restSoon();
            return;
        }
        super.cleanUpOnAck();
        if (dialogId != null && dialogId.equals(lastResponseDialogId)) {
            lastResponseDialogId = dialogId;
        }
        Via via = getLastResponseTopMostVia();
        if (via != null) {
            // What is made of it takes its transport only.
            via.removeParameters();
        }
    }

    private SIPTransactionStack stack() {
        return (SIPTransactionStack) getSipProvider().getSipStack();
    }

    private final class Rest extends SIPStackTimerTask {
        @Override
        public void runTask() {
            restNow();
        }

        @Override
        public Object getThreadHash() {
            return getCallId().getCallId();
        }
    }
}
