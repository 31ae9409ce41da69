package org.linekeeper.sip.transport;

/** Has no transactions. */
final class NoSink implements MessageSink {
    @Override
    public boolean isOurBranch(String branch) {
        return false;
    }

    @Override
    public void message(InboundMessage message, Refusal refusal) {
        refusal.refuse(TransportCounters.Event.PARSE_FAILED, 481, "Call/Transaction Does Not Exist");
    }
}
