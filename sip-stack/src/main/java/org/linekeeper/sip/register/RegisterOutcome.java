package org.linekeeper.sip.register;

/** How a REGISTER transaction ended. */
public sealed interface RegisterOutcome {
    /**
     * A final response came.
     *
     * @param retransmitted whether the request had been sent more than once: the response may be to its repetition, and the one
     *     to the first may be lost
     */
    record Answered(RegisterResponse response, boolean retransmitted) implements RegisterOutcome {}

    /** Timer F fired: no final response within 64*T1 (RFC 3261 17.1.2.2). */
    record TimedOut() implements RegisterOutcome {}

    /** It was not sent: it is too large for a datagram. */
    record TooLarge() implements RegisterOutcome {}

    /** It could not be sent, or its connection broke; the cause is in plain words. */
    record TransportFailed(String cause) implements RegisterOutcome {}
}
