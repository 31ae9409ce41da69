package org.linekeeper.call.machine;

/** Where an established leg stands in its offers and answers (RFC 3264); one re-INVITE at a time. */
enum Exchange {
    /** No re-INVITE under way. */
    IDLE,
    /** A re-INVITE came and waits for our final response. */
    INCOMING,
    /** Our 200 to a re-INVITE waits for its ACK. */
    INCOMING_ANSWERED,
    /** Our re-INVITE waits for a final response. */
    OUTGOING,
    /** Our re-INVITE asked for an offer and waits for a final response. */
    OUTGOING_OFFERLESS,
    /** A 2xx with an offer came; our ACK waits for the answer from across the bridge. */
    OUTGOING_ANSWERED
}
