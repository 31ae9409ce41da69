package org.linekeeper.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransactionImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import javax.sip.TransactionState;
import org.jspecify.annotations.Nullable;

/**
 * A client transaction that leaves the table with its final response. RFC 3261 17.1.2.2 has it stay five seconds over UDP, to absorb that
 * response should it come again; here a response without transaction is dropped where it comes in. A refused INVITE stays, since each
 * repetition of the refusal is to be acknowledged (17.1.1.2).
 */
final class LeavingClientTransaction extends SIPClientTransactionImpl {
    private boolean answered;
    private @Nullable SIPStackTimerTask ticks;

    LeavingClientTransaction(SIPTransactionStack stack, MessageChannel channel) {
        super(stack, channel);
    }

    /** As the stock one, but so that it can be cancelled: a timer that waits for its next tick keeps the call in memory. */
    @Override
    public void startTransactionTimer() {
        if (transactionTimerStarted.compareAndSet(false, true)) {
            ticks = new TransactionTimer();
            getSIPStack().getTimer().scheduleWithFixedDelay(ticks, getBaseTimerInterval(), getBaseTimerInterval());
        }
    }

    @Override
    public void cleanUp() {
        super.cleanUp();
        if (ticks != null) {
            getSIPStack().getTimer().cancel(ticks);
            ticks = null;
        }
    }

    /** RFC 3261 17.1.3: as the stock one for branches with the cookie, which are all of ours, without copying them in other letters. */
    @Override
    public boolean isMessagePartOfTransaction(SIPMessage message) {
        Via via = message.getTopmostVia();
        String theirs = via == null ? null : via.getBranch();
        String ours = getBranch();
        if (ours == null || theirs == null || !JainStack.hasCookie(ours) || !JainStack.hasCookie(theirs)) {
            return super.isMessagePartOfTransaction(message);
        }
        return !isTerminated()
                && ours.equalsIgnoreCase(theirs)
                && getMethod().equals(message.getCSeq().getMethod());
    }

    /** Over a reliable transport Timer K is zero, which is all that JAIN-SIP makes of it after the final response. */
    @Override
    public boolean isReliable() {
        return answered || super.isReliable();
    }

    @Override
    public void processResponse(SIPResponse response, MessageChannel channel) {
        boolean last = response.getStatusCode() >= 200;
        answered = last && !isInviteTransaction();
        super.processResponse(response, channel);
        // RFC 3261 17.1.1.2: the 2xx "MUST be passed up to the TU, and the client transaction MUST transition to
        // "Terminated"".
        if (last && isInviteTransaction() && getInternalState() == TransactionState._TERMINATED) {
            cleanUpOnTerminated();
        }
    }
}
