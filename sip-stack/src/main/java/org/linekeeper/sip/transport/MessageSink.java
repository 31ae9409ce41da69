package org.linekeeper.sip.transport;

/** The transactions above the transports. */
public interface MessageSink {
    /** Whether a response with this branch (from {@code z9hG4bK} on) may belong to a transaction of the sink. Any thread. */
    boolean isOurBranch(String branch);

    /**
     * One message that passed the first checks, on the loop that owns its Call-ID.
     *
     * @param refusal answers without state, when the sink cannot take a request
     */
    void message(InboundMessage message, Refusal refusal);

    /** Answers a request without state. */
    @FunctionalInterface
    interface Refusal {
        /** Counts the reason and sends the response, if there is one to send. */
        void refuse(TransportCounters.Event reason, int status, String phrase);
    }
}
