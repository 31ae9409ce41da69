package org.linekeeper.call.machine;

/** Where an established leg stands in its offers and answers (RFC 3264); one re-INVITE at a time. */
enum Exchange {
    /** No re-INVITE under way. */
    IDLE,
    /** A re-INVITE came and waits for our final response. */
    INCOMING,
    /** An UPDATE with an offer came and waits for our final response, which nobody acknowledges (RFC 3311). */
    INCOMING_BY_UPDATE,
    /** Our 200 to a re-INVITE waits for its ACK. */
    INCOMING_ANSWERED,
    /** Our 200 to a re-INVITE carries our offer; the ACK will carry the answer. */
    INCOMING_OFFERED,
    /** Our re-INVITE waits for a final response, and the bridge for it. */
    OUTGOING,
    /** A re-INVITE that nobody else waits for, such as a refresh, waits for a final response. */
    OUTGOING_OWN,
    /** A 2xx with an offer came; our ACK waits for the answer from across the bridge. */
    OUTGOING_ANSWERED
}
